package dev.weir.gateway.edge;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/// The connections that were turned away at the door, every one of them counted; and how many of
/// them may cost more than that. Under a flood neither answering nor logging may become the attack:
/// so many a second are answered, one a second of the others is recorded. Any thread.
public final class Refusals {
  private static final int ANSWERS = 100;
  private static final int RECORDS = 1;

  private final AtomicLongArray counts = new AtomicLongArray(Reason.values().length);
  private final AtomicLong unrecorded = new AtomicLong();
  private final Allowance answers;
  private final Allowance records;

  /// Why a connection was closed before it had an exchange.
  enum Reason {
    /// More connections in all than `limits.connections`.
    CONNECTIONS,
    /// More connections of one client than `limits.client-connections`.
    CLIENT_CONNECTIONS,
    /// No PROXY protocol header where there has to be one, or a broken one.
    PROXY_PROTOCOL,
    /// Nothing was sent in time.
    UNUSED;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Refusals() {
    this(System::nanoTime);
  }

  /// @param clock nanoseconds, as [System#nanoTime] gives them
  Refusals(LongSupplier clock) {
    answers = new Allowance(ANSWERS, clock);
    records = new Allowance(RECORDS, clock);
  }

  /// How many there were, by the label of the reason.
  public Map<String, Long> counts() {
    Map<String, Long> all = new LinkedHashMap<>();
    for (Reason reason : Reason.values()) {
      all.put(reason.label(), counts.get(reason.ordinal()));
    }
    return all;
  }

  void add(Reason reason) {
    counts.incrementAndGet(reason.ordinal());
  }

  /// Whether one more may be answered.
  boolean answers() {
    return answers.take();
  }

  /// Whether one that is not answered may be recorded; if not, the next record tells of it.
  boolean records() {
    boolean taken = records.take();
    if (!taken) {
      unrecorded.incrementAndGet();
    }
    return taken;
  }

  /// What the record says of those that have none.
  String others() {
    long others = unrecorded.getAndSet(0);
    return others == 0 ? "" : "; " + others + " more since the last record";
  }

  /// So many a second, of which none are saved.
  private static final class Allowance {
    private static final long SECOND = 1_000_000_000;

    private final int most;
    private final LongSupplier clock;
    private final AtomicLong second;
    private final AtomicLong taken = new AtomicLong();

    Allowance(int most, LongSupplier clock) {
      this.most = most;
      this.clock = clock;
      second = new AtomicLong(clock.getAsLong());
    }

    boolean take() {
      long now = clock.getAsLong();
      long begun = second.get();
      if (now - begun >= SECOND && second.compareAndSet(begun, now)) {
        taken.set(0);
      }
      return taken.incrementAndGet() <= most;
    }
  }
}
