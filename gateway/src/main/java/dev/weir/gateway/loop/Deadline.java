package dev.weir.gateway.loop;

/// Something that happens unless it is put off in time. Armed and disarmed several times an
/// exchange, so both only write a field: the wheel looks at the true time when the old one comes
/// up.
public final class Deadline {
  static final long NEVER = Long.MAX_VALUE;

  final Wheel wheel;
  final Runnable expired;
  long at = NEVER;
  long slotAt = NEVER;
  Deadline before = this;
  Deadline after = this;

  /// @param expired what to do; runs on the event loop
  public Deadline(Wheel wheel, Runnable expired) {
    this.wheel = wheel;
    this.expired = expired;
  }

  /// Lets it expire this many nanoseconds from now, and not at any time set before.
  public void arm(long delayNanos) {
    at = wheel.now() + delayNanos;
    if (at < slotAt) {
      wheel.place(this);
    }
  }

  /// Lets it not expire.
  public void disarm() {
    at = NEVER;
  }

  /// Lets it not expire and be forgotten at once: for what does not outlive its exchange.
  public void cancel() {
    at = NEVER;
    Wheel.unlink(this);
  }

  /// Whether it is going to expire.
  public boolean armed() {
    return at != NEVER;
  }
}
