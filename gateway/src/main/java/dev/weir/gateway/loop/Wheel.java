package dev.weir.gateway.loop;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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
  private @Nullable RuntimeException thrown;

  /// @param clock nanoseconds from any beginning, never going back
  public Wheel(LongSupplier clock) {
    this.clock = clock;
    this.base = clock.getAsLong();
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Deadline(this, () -> {});
    }
  }

  /// Expires what is due. Called on the event loop.
  ///
  /// @throws RuntimeException the first that a deadline threw, after all the others had their turn
  public void tick() {
    long now = now();
    long target = now / TICK_NANOS;
    long from = Math.max(ticked, target - SLOTS);
    for (ticked = from; ticked < target; ) {
      ticked++;
      expire(slots[(int) (ticked & (SLOTS - 1))], now);
    }
    RuntimeException thrown = this.thrown;
    if (thrown != null) {
      this.thrown = null;
      throw thrown;
    }
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

  // What moves goes to another slot, so the list of this one ends.
  private void expire(Deadline sentinel, long now) {
    while (sentinel.after != sentinel) {
      Deadline deadline = sentinel.after;
      unlink(deadline);
      if (deadline.at == Deadline.NEVER) {
        continue;
      }
      if (deadline.at > now) {
        place(deadline);
      } else {
        deadline.at = Deadline.NEVER;
        run(deadline);
      }
    }
  }

  private void run(Deadline deadline) {
    try {
      deadline.expired.run();
    } catch (RuntimeException bug) {
      thrown = thrown == null ? bug : thrown;
    }
  }

  static void unlink(Deadline deadline) {
    deadline.before.after = deadline.after;
    deadline.after.before = deadline.before;
    deadline.before = deadline;
    deadline.after = deadline;
    deadline.slotAt = Deadline.NEVER;
  }
}
