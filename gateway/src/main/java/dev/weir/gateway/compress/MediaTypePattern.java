package dev.weir.gateway.compress;

import java.util.Locale;

/// Media types: one, `text/*` for all of a kind, or `application/*+json` for all with a suffix (RFC
/// 6838 section 4.2.8).
record MediaTypePattern(String start, String end, boolean exact) {
  static MediaTypePattern of(String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    int star = lower.indexOf('*');
    return star < 0
        ? new MediaTypePattern(lower, "", true)
        : new MediaTypePattern(lower.substring(0, star), lower.substring(star + 1), false);
  }

  /// Whether this type, in lower case and without parameters, is one of them.
  boolean matches(String type) {
    return exact
        ? type.equals(start)
        : type.length() > start.length() + end.length()
            && type.startsWith(start)
            && type.endsWith(end);
  }
}
