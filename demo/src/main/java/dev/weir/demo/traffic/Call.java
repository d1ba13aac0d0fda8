package dev.weir.demo.traffic;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/// One request that the generator means to send, and what a shop that is well answers to it.
///
/// @param client who calls
/// @param target path and query
/// @param body the body, JSON; none if empty
/// @param token whether the caller shows its token
/// @param meant the statuses that are true for this call: a shop that is well gives one of these,
///   and a 404 or 422 may be the very answer that is due
public record Call(
    ClientKind client,
    String method,
    String target,
    String body,
    boolean token,
    Set<Integer> meant) {
  public Call {
    meant = Set.copyOf(meant);
  }

  static Call get(ClientKind client, String target, int meant) {
    return new Call(client, "GET", target, "", false, Set.of(meant));
  }

  /// The request on the wire, as HTTP/1.1.
  ///
  /// @param authority what `Host` says
  byte[] bytes(String authority) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    head.append("host: ").append(authority).append("\r\n").append(client.fields());
    if (token) {
      head.append("authorization: Bearer demo\r\n");
    }
    if (content.length > 0) {
      head.append("content-type: application/json\r\n");
      head.append("content-length: ").append(content.length).append("\r\n");
    }
    return (head + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }
}
