package dev.weir.demo.drill;

import dev.weir.demo.shop.Fault;
import java.time.Duration;
import java.util.OptionalInt;

/// What to play, for how long, and on whom.
///
/// @param length how long the fault is on, up to ten minutes
/// @param instance the number of the instance; all of them if empty
public record DrillOrder(Fault fault, Duration length, OptionalInt instance) {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  public DrillOrder {
    if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "for: " + length.toMillis() + "ms (expected: above 0, up to 10m)");
    }
  }

  /// The instance as commands name it: its number, or `all`.
  public String target() {
    return instance.isPresent() ? Integer.toString(instance.getAsInt()) : "all";
  }
}
