package dev.weir.demo.view;

/// Colours of a terminal (ECMA-48 select graphic rendition), or none.
///
/// @param colours whether to colour at all
record Ink(boolean colours) {
  String bold(String text) {
    return in("1", text);
  }

  String faint(String text) {
    return in("2", text);
  }

  String red(String text) {
    return in("31", text);
  }

  String green(String text) {
    return in("32", text);
  }

  String yellow(String text) {
    return in("33", text);
  }

  private String in(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
