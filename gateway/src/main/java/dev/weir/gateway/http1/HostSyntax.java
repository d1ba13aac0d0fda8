package dev.weir.gateway.http1;

/// Whether a text is `uri-host [ ":" port ]` (RFC 9110 section 7.2): letters, digits and what names
/// contain, or an address in brackets; no user, no path. Percent-encoding and the signs that RFC
/// 3986 section 3.2.2 lets stand in a name are refused: no host has such a name, and routes could
/// be got around by it where an origin decodes.
public final class HostSyntax {
  private HostSyntax() {}

  /// Whether it is one; the empty text is.
  public static boolean valid(String host) {
    int colon = host.startsWith("[") ? host.indexOf(']') + 1 : nameEnd(host);
    if (host.startsWith("[") && !bracketed(host, colon)) {
      return false;
    }
    return colon == host.length() || port(host, colon);
  }

  private static int nameEnd(String host) {
    int i = 0;
    while (i < host.length() && isName(host.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean bracketed(String host, int end) {
    if (end < 4) {
      return false;
    }
    for (int i = 1; i < end - 1; i++) {
      char c = host.charAt(i);
      if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean port(String host, int colon) {
    if (host.charAt(colon) != ':' || host.length() - colon > 6 || colon == 0) {
      return false;
    }
    for (int i = colon + 1; i < host.length(); i++) {
      if (host.charAt(i) < '0' || host.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_'
        || c == '~';
  }
}
