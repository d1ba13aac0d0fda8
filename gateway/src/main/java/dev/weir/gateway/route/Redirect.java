package dev.weir.gateway.route;

import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.answer.RedirectAnswer;
import dev.weir.gateway.config.RedirectConfig;
import dev.weir.gateway.identify.Identity;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.status.Cause;

/// Sends requests to where their resource is. Host, path and query of what was asked are put in as
/// they were sent; that none of them can lead to a host of the client's choice is seen to by
/// [RedirectConfig].
public final class Redirect {
  private final RedirectConfig config;

  Redirect(RedirectConfig config) {
    this.config = config;
  }

  /// The answer.
  ///
  /// @throws FailureException with [Cause#HTTP_REQUEST_ERROR] if a host is needed and none was
  ///   sent, or with [Cause#PROXY_CONFIGURATION_ERROR] if the client would come back to the same
  ///   address
  public GatewayAnswer answer(RequestHead head, Identity identity) throws FailureException {
    String authority = Authority.of(head, identity);
    String target = target(head, authority);
    String asked = head.path() + suffix("?", head.query());
    if (target.equals(asked) || target.equals(identity.scheme() + "://" + authority + asked)) {
      throw new FailureException(
          Cause.PROXY_CONFIGURATION_ERROR, "redirect to " + config.to() + " leads to itself");
    }
    return RedirectAnswer.of(status(head.method(), config.permanent()), target);
  }

  /// Which code keeps the method: for GET and HEAD the one that every client knows, for all others
  /// the one with which they send method and body again (RFC 9110 sections 15.4.2 and 15.4.9).
  static int status(Method method, boolean permanent) {
    boolean old = method == Method.GET || method == Method.HEAD;
    if (permanent) {
      return old ? 301 : 308;
    }
    return old ? 302 : 307;
  }

  private String target(RequestHead head, String authority) throws FailureException {
    String to = config.to();
    int hash = to.indexOf('#') < 0 ? to.length() : to.indexOf('#');
    int mark = to.indexOf('?') < 0 ? hash : Math.min(to.indexOf('?'), hash);
    String address = to.substring(0, mark);
    String query = mark == hash ? "{query}" : to.substring(mark + 1, hash);
    if (to.contains("{host}") && authority.isEmpty()) {
      throw Authority.missing();
    }
    return filled(address, head, authority)
        + suffix("?", trimmed(filled(query, head, authority)))
        + to.substring(hash);
  }

  // Each place is looked at once, so that what was asked cannot ask for more.
  private static String filled(String template, RequestHead head, String authority) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < template.length(); ) {
      int open = template.indexOf('{', at);
      int close = template.indexOf('}', at);
      if (open < 0) {
        return out.append(template, at, template.length()).toString();
      }
      out.append(template, at, open);
      switch (template.substring(open + 1, close)) {
        case "host" -> out.append(Authority.withoutPort(authority));
        case "path" -> out.append(head.path());
        case "query" -> out.append(head.query());
        default ->
            throw new IllegalStateException(template + " (expected: {host}, {path}, {query})");
      }
      at = close + 1;
    }
    return out.toString();
  }

  // Behind `a=b&{query}` there may have been nothing.
  private static String trimmed(String query) {
    return query.endsWith("&") ? query.substring(0, query.length() - 1) : query;
  }

  private static String suffix(String sign, String text) {
    return text.isEmpty() ? "" : sign + text;
  }
}
