package dev.weir.gateway.http1;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.websocket.WebSocketHandshake;
import dev.weir.status.Cause;

/// The request target in its four forms (RFC 9112 section 3.2), and the host that goes with it.
final class Target {
  private final byte[] bytes;
  private final int from;
  private final int to;

  Target(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  RequestHead head(Method method, String protocol, Fields fields) throws FailureException {
    if (method == Method.CONNECT) {
      throw new FailureException(Cause.METHOD_NOT_IMPLEMENTED, "CONNECT: this is not a tunnel");
    }
    String host = host(protocol, fields);
    if (bytes[from] == '/') {
      return head(method, protocol, host, fields, from);
    }
    if (bytes[from] == '*' && to - from == 1) {
      if (method != Method.OPTIONS) {
        throw RequestParser.malformed("target * is for OPTIONS only");
      }
      return head(method, protocol, host, fields, from);
    }
    return absolute(method, protocol, fields);
  }

  private RequestHead head(
      Method method, String protocol, String authority, Fields fields, int pathFrom) {
    int pathTo = pathFrom;
    while (pathTo < to && bytes[pathTo] != '?') {
      pathTo++;
    }
    String upgrade =
        WebSocketHandshake.isAsked(method, protocol, fields) ? WebSocketHandshake.PROTOCOL : "";
    return new RequestHead(method, protocol, authority, fields, pathFrom, pathTo, to, upgrade);
  }

  // The authority of an absolute target wins over Host (section 3.2.2).
  private RequestHead absolute(Method method, String protocol, Fields fields)
      throws FailureException {
    String text = Ascii.text(bytes, from, to);
    int scheme = text.indexOf("://");
    boolean http =
        scheme > 0
            && (text.regionMatches(true, 0, "http", 0, scheme)
                || text.regionMatches(true, 0, "https", 0, scheme));
    if (!http) {
      throw RequestParser.malformed("a request target that is no path and no http URI");
    }
    int authority = scheme + 3;
    int path = authority;
    while (path < text.length() && text.charAt(path) != '/' && text.charAt(path) != '?') {
      path++;
    }
    String host = text.substring(authority, path);
    if (!HostSyntax.valid(host) || host.isEmpty()) {
      throw RequestParser.malformed("host of the request target");
    }
    if (path < text.length() && text.charAt(path) == '/') {
      return head(method, protocol, host, fields, from + path);
    }
    // No path is the root, or of OPTIONS the server as a whole (sections 3.2.1 and 3.2.4). It is
    // written over the end of the host, which has been taken out.
    boolean serverWide = method == Method.OPTIONS && path == text.length();
    bytes[from + path - 1] = (byte) (serverWide ? '*' : '/');
    return head(method, protocol, host, fields, from + path - 1);
  }

  private static String host(String protocol, Fields fields) throws FailureException {
    int index = fields.find(FieldName.HOST, 0);
    if (index < 0) {
      if (protocol.equals("1.0")) {
        return "";
      }
      throw RequestParser.malformed("no Host field");
    }
    if (fields.find(FieldName.HOST, index + 1) >= 0) {
      throw RequestParser.malformed("more than one Host field");
    }
    String host = fields.valueText(index);
    if (!HostSyntax.valid(host)) {
      throw RequestParser.malformed("Host is not a host and port");
    }
    return host;
  }
}
