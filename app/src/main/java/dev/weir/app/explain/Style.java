package dev.weir.app.explain;

import dev.weir.status.StatusClass;

/// Colours and weights of a terminal (ECMA-48 SGR), or none.
///
/// @param colour whether there are any
record Style(boolean colour) {
  /// A heading.
  String heading(String text) {
    return styled("1", text);
  }

  /// What is less important.
  String faint(String text) {
    return styled("2", text);
  }

  /// A code of this class.
  String code(StatusClass statusClass, String text) {
    return styled("1;" + hue(statusClass), text);
  }

  private static String hue(StatusClass statusClass) {
    return switch (statusClass) {
      case INFORMATIONAL, REDIRECTION -> "36";
      case SUCCESSFUL -> "32";
      case CLIENT_ERROR -> "33";
      case SERVER_ERROR, NONE, INVALID -> "31";
    };
  }

  private String styled(String parameters, String text) {
    return colour ? "\u001b[" + parameters + "m" + text + "\u001b[0m" : text;
  }
}
