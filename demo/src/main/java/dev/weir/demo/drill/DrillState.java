package dev.weir.demo.drill;

import java.time.Duration;
import java.time.Instant;

/// The drill that is being played now.
///
/// @param until when the phase ends
public record DrillState(DrillOrder order, DrillPhase phase, Instant until) {

  /// How long the phase still lasts, at that time; not below zero.
  public Duration left(Instant now) {
    Duration left = Duration.between(now, until);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
