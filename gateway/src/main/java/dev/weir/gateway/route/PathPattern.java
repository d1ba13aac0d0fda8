package dev.weir.gateway.route;

/// A pattern over paths, segment by segment: `*` stands for one segment, `**` at the end for all
/// that follows, none included. `/**` is every path.
public final class PathPattern {
  private final String pattern;
  private final String[] segments;
  private final boolean open;

  public PathPattern(String pattern) {
    this.pattern = pattern;
    this.open = pattern.endsWith("/**");
    String fixed = open ? pattern.substring(0, pattern.length() - 3) : pattern;
    this.segments = fixed.isEmpty() ? new String[0] : fixed.substring(1).split("/", -1);
  }

  /// Whether the path matches.
  ///
  /// @param path begins with `/`
  public boolean matches(String path) {
    if (open && segments.length == 0) {
      return true;
    }
    int at = 0;
    for (String segment : segments) {
      if (at >= path.length() || path.charAt(at) != '/') {
        return false;
      }
      int end = path.indexOf('/', at + 1);
      int to = end < 0 ? path.length() : end;
      if (!segment.equals("*")
          && !path.regionMatches(at + 1, segment, 0, Math.max(to - at - 1, segment.length()))) {
        return false;
      }
      at = to;
    }
    return open || at == path.length();
  }

  /// Whether every path is matched.
  public boolean all() {
    return open && segments.length == 0;
  }

  @Override
  public String toString() {
    return pattern;
  }
}
