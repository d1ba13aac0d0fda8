package dev.weir.gateway.route;

import java.util.ArrayDeque;
import java.util.Deque;

/// A path as origins will understand it: unreserved characters decoded and dot segments removed
/// (RFC 3986 section 6.2.2). Routes are matched on this form; the origin gets the path as it was
/// sent. Where another reading of the path would lead to another route, it is refused
/// ([PathReadings]).
final class NormalPath {
  private NormalPath() {}

  static String of(String path) {
    if (path.indexOf('%') < 0 && !path.contains("/.")) {
      return path;
    }
    return withoutDots(decoded(path));
  }

  static String decoded(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%' && i + 2 < path.length() && isUnreserved(hex(path, i + 1))) {
        out.append((char) hex(path, i + 1));
        i += 2;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  static int hex(CharSequence path, int at) {
    int high = Character.digit(path.charAt(at), 16);
    int low = Character.digit(path.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  static String withoutDots(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      switch (segments[i]) {
        case "." -> keepSlash(kept, last);
        case ".." -> {
          kept.pollLast();
          keepSlash(kept, last);
        }
        default -> kept.addLast(segments[i]);
      }
    }
    return "/" + String.join("/", kept);
  }

  private static void keepSlash(Deque<String> kept, boolean last) {
    if (last) {
      kept.addLast("");
    }
  }
}
