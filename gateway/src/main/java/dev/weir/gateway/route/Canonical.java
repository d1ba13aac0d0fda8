package dev.weir.gateway.route;

import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.answer.RedirectAnswer;
import dev.weir.gateway.config.CanonicalConfig;
import dev.weir.gateway.identify.Identity;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import java.util.Optional;

/// Sends what was asked in another form to the one form that a route serves: scheme, host and slash
/// in one step, so that there is never a chain. Path and query stay as they were sent.
///
/// A client asks in clear text if it does so here, or if the first trusted hop says so. The form
/// that an answer leads to is never answered in this way again.
public final class Canonical {
  private static final String PREFLIGHT = "access-control-request-method";

  private final CanonicalConfig config;

  Canonical(CanonicalConfig config) {
    this.config = config;
  }

  /// The answer, or empty if the request has the right form, or is none that can be sent elsewhere:
  /// a browser does not follow a redirect of a CORS preflight (Fetch standard, section 4.8).
  ///
  /// @throws FailureException if a host is needed and none was sent
  public Optional<GatewayAnswer> answer(RequestHead head, Identity identity)
      throws FailureException {
    if (isPreflight(head)) {
      return Optional.empty();
    }
    String authority = Authority.of(head, identity);
    String path = path(head.path());
    boolean secured = config.https() && identity.scheme().equals("http");
    boolean moved = secured || !isHost(authority);
    String query = head.query().isEmpty() ? "" : "?" + head.query();
    if (moved) {
      String scheme = secured ? "https" : identity.scheme();
      return Optional.of(answer(head, scheme + "://" + host(authority, secured) + path + query));
    }
    // Where only the path changes no host is named, since a hop before us may know better; a path
    // that begins with two slashes would then be one (RFC 3986 section 4.2), and stays.
    return path.equals(head.path()) || path.startsWith("//")
        ? Optional.empty()
        : Optional.of(answer(head, path + query));
  }

  /// Whether a browser asks if a script of another origin may send a request.
  public static boolean isPreflight(RequestHead head) {
    return head.method() == Method.OPTIONS && head.fields().value(PREFLIGHT).isPresent();
  }

  private static GatewayAnswer answer(RequestHead head, String target) {
    return RedirectAnswer.of(Redirect.status(head.method(), true), target);
  }

  private boolean isHost(String authority) {
    return config
        .host()
        .filter(host ->
            !host.equalsIgnoreCase(
                Authority.hasPort(host) ? authority : Authority.withoutPort(authority)))
        .isEmpty();
  }

  // A port belongs to its scheme.
  private String host(String authority, boolean secured) throws FailureException {
    String asked = Authority.withoutPort(authority);
    String host = config.host().orElse(asked);
    if (host.isEmpty()) {
      throw Authority.missing();
    }
    boolean keepsPort = !secured && !Authority.hasPort(host);
    return keepsPort ? host + authority.substring(asked.length()) : host;
  }

  private String path(String path) {
    return switch (config.slash()) {
      case KEEP -> path;
      case ADD -> hasSlash(path) ? path : path + "/";
      case REMOVE -> withoutSlash(path);
    };
  }

  // What has a dot is a file.
  private static boolean hasSlash(String path) {
    return path.endsWith("/") || path.indexOf('.', path.lastIndexOf('/')) >= 0;
  }

  private static String withoutSlash(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
