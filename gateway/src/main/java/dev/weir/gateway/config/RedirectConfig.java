package dev.weir.gateway.config;

import java.util.regex.Pattern;

/// Answer of a route whose resource is elsewhere.
///
/// @param to where: a path, or a URL with `http` or `https`, in which `{host}` (without a port),
///   `{path}` and `{query}` stand for what was asked. The query goes along by itself unless `to`
///   has one of its own. What a client sends must not decide which host it is sent to: only
///   `{host}` may stand where the host does, and `{query}` only behind a question mark
/// @param permanent whether it stays there: 301 or 308, else 302 or 307; GET and HEAD get the older
///   one of each, every other method the one that keeps method and body (RFC 9110 section 15.4)
public record RedirectConfig(String to, boolean permanent) {
  private static final String TEXT = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})";
  private static final String ASKED = "\\{host\\}|\\{path\\}";
  private static final String HOST =
      "(?:\\[[0-9A-Fa-f:.]+\\]|(?:[A-Za-z0-9._-]|\\{host\\})+)(?::[0-9]{1,5})?";

  // A path that begins with two slashes is a host (RFC 3986 section 4.2), and `{path}` begins with
  // one.
  private static final String PATH = "/(?![/{])" + any(ASKED);
  private static final String URL = "https?://" + HOST + "(?:(?:/|\\{path\\})" + any(ASKED) + ")?";
  private static final String QUERY = "\\?" + any("[?]|\\{query\\}|" + ASKED);
  private static final String FRAGMENT = "#" + any("[?]");

  /// What `to` matches.
  public static final Pattern TO =
      Pattern.compile("(?:" + URL + "|" + PATH + ")(?:" + QUERY + ")?(?:" + FRAGMENT + ")?");

  private static String any(String more) {
    return "(?:" + TEXT + "|" + more + ")*";
  }

  public RedirectConfig {
    if (!TO.matcher(to).matches()) {
      throw new IllegalArgumentException(
          "to: " + to + " (expected: a path, or a URL whose host no request can choose)");
    }
  }
}
