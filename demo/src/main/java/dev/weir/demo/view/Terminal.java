package dev.weir.demo.view;

import java.util.Map;

/// What the standard output is.
///
/// @param cursor whether it is a terminal that understands cursor movement
/// @param colours whether colours are welcome there
public record Terminal(boolean cursor, boolean colours) {

  /// @param terminal whether the output is a terminal at all
  /// @param environment says of what kind: `TERM=dumb` understands nothing, `NO_COLOR` wants no
  ///   colours
  public static Terminal of(boolean terminal, Map<String, String> environment) {
    boolean cursor = terminal && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(cursor, cursor && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }
}
