package dev.weir.gateway.attacks;

import dev.weir.gateway.testing.TestingConfig;
import dev.weir.status.Cause;
import java.util.function.UnaryOperator;

/// One way to make a gateway work, wait or remember for nothing.
///
/// @param defence what is configured against it, beyond short time limits
/// @param play begins it; what goes on afterwards goes on beside, until the field is closed
/// @param trace what has to be seen of it afterwards
record Attack(String name, UnaryOperator<TestingConfig> defence, Play play, Trace trace) {

  /// One that the defaults and short time limits are enough against, and that ends in this cause.
  ///
  /// @param least how often, at least
  static Attack of(String name, Play play, Cause cause, int least) {
    return new Attack(name, config -> config, play, Trace.failures(cause, least));
  }

  @Override
  public String toString() {
    return name;
  }

  /// The attacker.
  @FunctionalInterface
  interface Play {
    void begin(Field field) throws Exception;
  }

  /// What the operator sees.
  @FunctionalInterface
  interface Trace {
    boolean seen(Field field);

    /// So many exchanges that failed by this.
    static Trace failures(Cause cause, int least) {
      return field -> field.failures(cause) >= least;
    }

    /// So many connections turned away for this reason.
    static Trace turnedAway(String reason, int least) {
      return field -> field.turnedAway(reason) >= least;
    }
  }
}
