package dev.weir.gateway.route;

import dev.weir.gateway.http1.HostSyntax;
import dev.weir.gateway.identify.Identity;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.RequestHead;
import dev.weir.status.Cause;

/// The host that a client asked for, with its port, as it goes into an address.
final class Authority {
  private Authority() {}

  /// What trusted hops say the client asked for, if it is a host; otherwise what was asked of us.
  /// Empty for an HTTP/1.0 request without one.
  static String of(RequestHead head, Identity identity) {
    return HostSyntax.valid(identity.host()) && !identity.host().isEmpty()
        ? identity.host()
        : head.authority();
  }

  static String withoutPort(String authority) {
    int colon = authority.indexOf(':', Math.max(authority.indexOf(']'), 0));
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  static boolean hasPort(String authority) {
    return withoutPort(authority).length() < authority.length();
  }

  static FailureException missing() {
    return new FailureException(
        Cause.HTTP_REQUEST_ERROR, "no host (expected: one, to make an address of)");
  }
}
