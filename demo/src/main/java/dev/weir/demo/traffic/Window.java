package dev.weir.demo.traffic;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Counts the calls that ended since it was last asked: what a live view shows. Safe for many
/// threads.
public final class Window implements TrafficListener {
  private final AtomicReference<Tally> now = new AtomicReference<>(new Tally());

  @Override
  public Consumer<Seen> sent() {
    return seen -> now.get().sent().accept(seen);
  }

  /// The calls that ended since the last time, and begins anew.
  public Counts take() {
    return now.getAndSet(new Tally()).counts();
  }
}
