package dev.weir.gateway.loop;

import java.util.function.LongSupplier;

/// A hashed timing wheel (Varghese and Lauck, 1987) for the time limits of one event loop: O(1)
/// whatever the number of connections. Precise to one tick, which is enough for limits of seconds.
///
/// Lazy: a deadline that is put off stays where it is until its old time comes, and moves then; the
/// usual deadline is put off many times and never expires.
public final class Wheel {
  /// How often [#tick] wants to be called.
  public static final long TICK_NANOS = 10_000_000;

  private static final int SLOTS = 1024;

  private final LongSupplier clock;
  private final Deadline[] slots = new Deadline[SLOTS];
  private final long base;
  private long ticked;

  /// @param clock nanoseconds from any beginning, never going back
  public Wheel(LongSupplier clock) {
    this.clock = clock;
    this.base = clock.getAsLong();
    for (int i = 0; i < SLOTS; i++) {
      Deadline sentinel = new Deadline(this, () -> {});
      sentinel.before = sentinel;
      sentinel.after = sentinel;
      slots[i] = sentinel;
    }
  }

  /// Expires what is due. Called on the event loop.
  public void tick() {
    long now = now();
    long target = now / TICK_NANOS;
    long last = Math.min(target, ticked + SLOTS);
    for (long tick = ticked + 1; tick <= last; tick++) {
      expire(slots[(int) (tick & (SLOTS - 1))], now);
    }
    ticked = target;
  }

  long now() {
    return clock.getAsLong() - base;
  }

  void place(Deadline deadline) {
    unlink(deadline);
    long tick = Math.max(ticked + 1, (deadline.at + TICK_NANOS - 1) / TICK_NANOS);
    long slotTick = Math.min(tick, ticked + SLOTS - 1);
    deadline.slotAt = slotTick * TICK_NANOS;
    Deadline sentinel = slots[(int) (slotTick & (SLOTS - 1))];
    deadline.after = sentinel;
    deadline.before = sentinel.before;
    sentinel.before.after = deadline;
    sentinel.before = deadline;
  }

  private void expire(Deadline sentinel, long now) {
    Deadline last = sentinel.before;
    Deadline next = sentinel.after;
    while (next != sentinel) {
      Deadline deadline = next;
      next = deadline == last ? sentinel : deadline.after;
      due(deadline, now);
    }
  }

  private void due(Deadline deadline, long now) {
    unlink(deadline);
    if (deadline.at == Deadline.NEVER) {
      return;
    }
    if (deadline.at > now) {
      place(deadline);
      return;
    }
    deadline.at = Deadline.NEVER;
    deadline.expired.run();
  }

  private static void unlink(Deadline deadline) {
    if (deadline.before != null) {
      deadline.before.after = deadline.after;
      deadline.after.before = deadline.before;
      deadline.before = null;
      deadline.after = null;
    }
    deadline.slotAt = Deadline.NEVER;
  }
}
