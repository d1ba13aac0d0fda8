package dev.weir.gateway.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What one hop says in `Forwarded` (RFC 7239 section 4).
///
/// @param node who asked it, without port and brackets; `unknown` where it does not say
/// @param proto the scheme in which it was asked, or the empty string
/// @param host the host that it was asked for, or the empty string
record ForwardedElement(String node, String proto, String host) {

  /// The elements of the field, in order. Where any of it is malformed there are none: nobody can
  /// tell who wrote which part.
  static List<ForwardedElement> of(String field) {
    List<ForwardedElement> elements = new ArrayList<>();
    for (String element : split(field, ',')) {
      ForwardedElement read = new ForwardedElement("unknown", "", "");
      for (String pair : split(element, ';')) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          return List.of();
        }
        String value = pair.substring(equals + 1);
        if (value.startsWith("\"") != value.endsWith("\"") || value.equals("\"")) {
          return List.of();
        }
        read = read.with(pair.substring(0, equals).toLowerCase(Locale.ROOT), unquoted(value));
      }
      elements.add(read);
    }
    return elements;
  }

  private ForwardedElement with(String name, String value) {
    return switch (name) {
      case "for" -> new ForwardedElement(nodeOf(value), proto, host);
      case "proto" -> new ForwardedElement(node, value.toLowerCase(Locale.ROOT), host);
      case "host" -> new ForwardedElement(node, proto, value);
      default -> this;
    };
  }

  // Splits outside of quotes; what is within them keeps them.
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(from, i).trim());
        from = i + 1;
      }
    }
    parts.add(text.substring(from).trim());
    return parts;
  }

  private static String unquoted(String value) {
    return value.startsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }

  private static String nodeOf(String value) {
    String node = withoutPort(value);
    return node.matches("[0-9A-Za-z.:_-]+") ? node : "unknown";
  }

  private static String withoutPort(String node) {
    if (node.startsWith("[")) {
      return node.substring(1, Math.max(1, node.indexOf(']')));
    }
    int colon = node.indexOf(':');
    return colon < 0 ? node : node.substring(0, colon);
  }
}
