package dev.weir.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What all the callers saw. Any thread may count.
final class CallerTally {
  private final LongAdder answered = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder connected = new LongAdder();
  private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();

  void answered() {
    answered.increment();
  }

  void repeated() {
    repeated.increment();
  }

  void connected() {
    connected.increment();
  }

  void failed(String kind) {
    failed.computeIfAbsent(kind, unseen -> new LongAdder()).increment();
  }

  /// Exchanges that ended one way or the other.
  long ended() {
    return answered.sum() + failed.values().stream().mapToLong(LongAdder::sum).sum();
  }

  Seen seen() {
    Map<String, Long> kinds = new TreeMap<>();
    failed.forEach((kind, count) -> kinds.put(kind, count.sum()));
    return new Seen(answered.sum(), repeated.sum(), connected.sum(), kinds);
  }

  /// The counts at one moment.
  ///
  /// @param answered whole answers of 200 with the right length
  /// @param repeated requests sent once more because a kept-alive connection had ended before its
  ///   answer began
  /// @param connections opened
  /// @param failed what callers saw instead of an answer, and how often
  record Seen(long answered, long repeated, long connections, Map<String, Long> failed) {
    long failures() {
      return failed.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
