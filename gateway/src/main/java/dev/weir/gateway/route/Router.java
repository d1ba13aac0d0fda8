package dev.weir.gateway.route;

import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the route of a request: the first whose host and path match and that takes the method.
/// Where only the method does not fit, the answer is 405 and names those that would.
public final class Router {
  // What an answer to a method that is refused everywhere lists.
  private static final String USUAL = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

  private final List<Route> routes;
  private final boolean everyPath;

  public Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
    this.everyPath = routes.stream().allMatch(Route::takesEveryPath);
  }

  /// The route of this request.
  ///
  /// @throws FailureException with [Cause#NO_ROUTE] or [Cause#METHOD_NOT_ALLOWED], or with
  ///   [Cause#HTTP_REQUEST_ERROR] where an origin could read the path as one of another route
  public Route route(RequestHead head) throws FailureException {
    if (head.method() == Method.TRACE) {
      throw notAllowed(head, USUAL);
    }
    String host = withoutPort(head.authority());
    String sent = head.path();
    String path = NormalPath.of(sent);
    Route route = find(head.method(), host, path);
    if (route == null) {
      throw notFound(head, host, path);
    }
    if (sent.indexOf('%') >= 0 && sent.contains("%00")) {
      throw refused(sent, "a path without NUL, at which some cut it off");
    }
    if (!everyPath && !PathReadings.plain(sent)) {
      for (String reading : PathReadings.of(sent)) {
        if (find(head.method(), host, reading) != route) {
          throw refused(sent, "one that leads to the same route however it is read");
        }
      }
    }
    return route;
  }

  private @Nullable Route find(Method method, String host, String path) {
    for (Route route : routes) {
      if (route.matches(host, path) && route.takes(method)) {
        return route;
      }
    }
    return null;
  }

  private FailureException notFound(RequestHead head, String host, String path) {
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      if (route.matches(host, path)) {
        allowed.addAll(route.config().methods());
      }
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed.isEmpty()
        ? new FailureException(Cause.NO_ROUTE, "no route for " + host + path)
        : notAllowed(head, String.join(", ", allowed));
  }

  private static FailureException refused(String path, String expected) {
    return new FailureException(
        Cause.HTTP_REQUEST_ERROR, "path " + path + " (expected: " + expected + ")");
  }

  private static FailureException notAllowed(RequestHead head, String allow) {
    String evidence = head.method().token() + " (expected: " + allow + ")";
    return new FailureException(
        Failure.of(Cause.METHOD_NOT_ALLOWED, evidence).with("allow", allow));
  }

  private static String withoutPort(String authority) {
    int bracket = authority.indexOf(']');
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    String host = colon < 0 ? authority : authority.substring(0, colon);
    // The root's dot at the end of a name is there or not, and the host is the same.
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
