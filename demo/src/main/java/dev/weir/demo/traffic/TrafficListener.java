package dev.weir.demo.traffic;

import java.util.function.Consumer;

/// Whoever wants to know what callers see.
@FunctionalInterface
public interface TrafficListener {
  /// A call is being sent. The answer is where to say what was seen of it, from another thread: so
  /// that a call is always counted where it was sent, however late it ends.
  Consumer<Seen> sent();
}
