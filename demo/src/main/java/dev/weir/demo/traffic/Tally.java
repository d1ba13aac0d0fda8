package dev.weir.demo.traffic;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/// Counts what callers saw. Safe for many threads; one lock, which a few hundred calls a second do
/// not feel.
public final class Tally implements TrafficListener {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  // Everything below is guarded by the lock.
  private final Histogram microseconds = new Histogram(3);
  private final SortedMap<String, Long> statuses = new TreeMap<>();
  private final SortedMap<String, Long> causes = new TreeMap<>();
  private final SortedMap<String, Long> codes = new TreeMap<>();
  private final SortedMap<String, Long> breaks = new TreeMap<>();
  private final SortedMap<String, Long> breaches = new TreeMap<>();
  private long sent;
  private long served;
  private long failed;
  private long broken;
  private long errors;
  private long kept;

  @Override
  public Consumer<Seen> sent() {
    lock.lock();
    try {
      sent++;
    } finally {
      lock.unlock();
    }
    return this::seen;
  }

  /// The counts so far.
  public Counts counts() {
    lock.lock();
    try {
      return new Counts(
          sent,
          served,
          failed,
          broken,
          unfinished(),
          new TreeMap<>(statuses),
          new TreeMap<>(causes),
          new TreeMap<>(codes),
          new TreeMap<>(breaks),
          new Counts.Errors(errors, kept, new TreeMap<>(breaches)),
          Counts.Latency.of(microseconds));
    } finally {
      lock.unlock();
    }
  }

  /// Waits until each call that was sent has ended, but no longer than this.
  public void awaitEnded(Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (unfinished() > 0 && left > 0) {
        left = ended.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void seen(Seen seen) {
    lock.lock();
    try {
      microseconds.recordValue(TimeUnit.NANOSECONDS.toMicros(seen.latency().toNanos()));
      switch (seen) {
        case Seen.Answer answer -> answered(answer);
        case Seen.Broken how -> broken(how);
      }
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void answered(Seen.Answer answer) {
    count(statuses, Integer.toString(answer.status()));
    if (answer.asMeant()) {
      served++;
    } else {
      failed++;
      answer.cause().ifPresent(cause -> count(causes, cause));
      answer.code().ifPresent(code -> count(codes, code));
    }
    if (answer.error()) {
      errors++;
      kept += answer.breaches().isEmpty() ? 1 : 0;
      answer.breaches().forEach(breach -> count(breaches, breach.word()));
    }
  }

  private void broken(Seen.Broken seen) {
    broken++;
    count(breaks, seen.how().word());
  }

  private long unfinished() {
    return sent - served - failed - broken;
  }

  private static void count(SortedMap<String, Long> counts, String key) {
    counts.merge(key, 1L, Long::sum);
  }
}
