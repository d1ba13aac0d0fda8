package dev.weir.app.config;

import dev.weir.gateway.config.GatewayConfig;
import java.util.List;

/// What reading a configuration came to: all of it, or none of it.
public sealed interface Reading {
  /// The file is right, and this is what it says, every default filled in.
  record Valid(GatewayConfig config) implements Reading {}

  /// The file is wrong: every mistake, by place.
  record Invalid(List<Mistake> mistakes) implements Reading {
    public Invalid {
      mistakes = mistakes.stream().sorted().distinct().toList();
    }
  }
}
