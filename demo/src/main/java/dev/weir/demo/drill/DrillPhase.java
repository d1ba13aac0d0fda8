package dev.weir.demo.drill;

import java.util.Locale;

/// The parts of a drill; what callers see is counted for each.
public enum DrillPhase {
  /// Nothing is played yet: how it is when all is well.
  BEFORE,
  /// The fault is on.
  DURING,
  /// The fault is over: how it is afterwards.
  AFTER;

  /// The name in reports, such as `during`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
