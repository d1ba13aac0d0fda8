package dev.weir.gateway.route;

import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.util.List;
import java.util.TreeSet;

/// Finds the route of a request: the first whose host and path match and that takes the method.
/// Where only the method does not fit, the answer is 405 and names those that would.
public final class Router {
  // What an answer to a method that is refused everywhere lists.
  private static final String USUAL = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

  private final List<Route> routes;

  public Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /// The route of this request.
  ///
  /// @throws FailureException with [Cause#NO_ROUTE] or [Cause#METHOD_NOT_ALLOWED]
  public Route route(RequestHead head) throws FailureException {
    if (head.method() == Method.TRACE) {
      throw notAllowed(head, USUAL);
    }
    String host = withoutPort(head.authority());
    String path = NormalPath.of(head.path());
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      if (route.matches(host, path)) {
        if (route.takes(head.method())) {
          return route;
        }
        allowed.addAll(route.config().methods());
      }
    }
    if (allowed.isEmpty()) {
      throw new FailureException(Cause.NO_ROUTE, "no route for " + host + path);
    }
    throw notAllowed(head, String.join(", ", allowed));
  }

  private static FailureException notAllowed(RequestHead head, String allow) {
    String evidence = head.method().token() + " (expected: " + allow + ")";
    return new FailureException(
        Failure.of(Cause.METHOD_NOT_ALLOWED, evidence).with("allow", allow));
  }

  private static String withoutPort(String authority) {
    int bracket = authority.indexOf(']');
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    return colon < 0 ? authority : authority.substring(0, colon);
  }
}
