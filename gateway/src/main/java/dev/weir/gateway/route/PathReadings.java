package dev.weir.gateway.route;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What origins may make of one path. The standard leaves room, and some take more: they decode
/// slashes, decode twice, cut off `;parameters`, merge slashes, take a backslash for one, or leave
/// dot segments as they are. Each of these is done or not done here, in every combination; a path
/// that leads to different routes is one on which gateway and origin could disagree.
///
/// Not looked at: whether an origin tells capitals from small letters, and what its file system
/// makes of a name.
final class PathReadings {
  private PathReadings() {}

  /// Whether there is nothing to be read in two ways, as in nearly every path.
  static boolean plain(String path) {
    return path.indexOf('%') < 0
        && path.indexOf(';') < 0
        && path.indexOf('\\') < 0
        && !path.contains("//")
        && !path.contains("/.");
  }

  /// All readings of this path.
  ///
  /// @param path begins with `/`
  static Set<String> of(String path) {
    Set<String> readings = new LinkedHashSet<>();
    readings.add(NormalPath.decoded(path));
    also(readings, PathReadings::decoded);
    also(readings, PathReadings::withoutParameters);
    also(readings, PathReadings::merged);
    also(readings, PathReadings::withoutDots);
    // Dots that are gone may have left slashes side by side.
    also(readings, PathReadings::merged);
    return readings;
  }

  private static void also(Set<String> readings, UnaryOperator<String> done) {
    for (String reading : readings.toArray(String[]::new)) {
      readings.add(done.apply(reading));
    }
  }

  // Decodes what could take part in a path, as often as it is encoded; what then is a query or a
  // fragment is cut off. Decoding shortens the end of the text, so each byte is looked at a few
  // times at most.
  private static String decoded(String path) {
    if (path.indexOf('%') < 0 && path.indexOf('\\') < 0) {
      return path;
    }
    StringBuilder out = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      out.append(path.charAt(i));
      decodeEnd(out);
    }
    String text = out.toString().replace('\\', '/');
    int end = Math.min(endOr(text, '?'), endOr(text, '#'));
    return text.substring(0, end);
  }

  private static void decodeEnd(StringBuilder out) {
    int at = out.length() - 3;
    while (at >= 0 && out.charAt(at) == '%') {
      int decoded = NormalPath.hex(out, at + 1);
      if (decoded < 0 || (!NormalPath.isUnreserved(decoded) && "/\\;?#%".indexOf(decoded) < 0)) {
        return;
      }
      out.setLength(at);
      out.append((char) decoded);
      at = out.length() - 3;
    }
  }

  private static int endOr(String text, char end) {
    int at = text.indexOf(end);
    return at < 0 ? text.length() : at;
  }

  private static String withoutParameters(String path) {
    if (path.indexOf(';') < 0) {
      return path;
    }
    StringBuilder out = new StringBuilder(path.length());
    boolean parameter = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      parameter = c == ';' || (parameter && c != '/');
      if (!parameter) {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String merged(String path) {
    if (!path.contains("//")) {
      return path;
    }
    StringBuilder out = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) != '/' || i == 0 || path.charAt(i - 1) != '/') {
        out.append(path.charAt(i));
      }
    }
    return out.toString();
  }

  private static String withoutDots(String path) {
    return path.contains("/.") ? NormalPath.withoutDots(path) : path;
  }
}
