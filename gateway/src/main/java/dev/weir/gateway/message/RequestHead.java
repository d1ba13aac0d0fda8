package dev.weir.gateway.message;

/// A request without its body, whatever HTTP version brought it. Path and query are ranges of the
/// text of the fields, as they were sent.
public final class RequestHead {
  private final Method method;
  private final String protocol;
  private final String authority;
  private final Fields fields;
  private final int pathFrom;
  private final int pathTo;
  private final int targetTo;
  private final String upgrade;

  /// @param protocol the HTTP version: `1.0`, `1.1` or `2`
  /// @param authority host and port asked for, or the empty string (HTTP/1.0)
  /// @param pathFrom where the path begins in the fields' text
  /// @param pathTo where it ends and the query begins, if there is one
  /// @param targetTo where the query ends
  public RequestHead(
      Method method,
      String protocol,
      String authority,
      Fields fields,
      int pathFrom,
      int pathTo,
      int targetTo) {
    this(method, protocol, authority, fields, pathFrom, pathTo, targetTo, "");
  }

  /// @param upgrade the protocol that the stream is to become, or the empty string
  public RequestHead(
      Method method,
      String protocol,
      String authority,
      Fields fields,
      int pathFrom,
      int pathTo,
      int targetTo,
      String upgrade) {
    this.method = method;
    this.protocol = protocol;
    this.authority = authority;
    this.fields = fields;
    this.pathFrom = pathFrom;
    this.pathTo = pathTo;
    this.targetTo = targetTo;
    this.upgrade = upgrade;
  }

  public Method method() {
    return method;
  }

  public String protocol() {
    return protocol;
  }

  /// The version with its minor number, where one is asked for: that of HTTP/2 is `2.0` (RFC 9113
  /// section 8.3.1).
  public String version() {
    return protocol.equals("2") ? "2.0" : protocol;
  }

  public String authority() {
    return authority;
  }

  public Fields fields() {
    return fields;
  }

  public int pathFrom() {
    return pathFrom;
  }

  public int pathTo() {
    return pathTo;
  }

  public int targetTo() {
    return targetTo;
  }

  /// The protocol that the connection or stream is to become: `websocket`, asked for by an upgrade
  /// in HTTP/1.1 (RFC 6455) or by an extended CONNECT in HTTP/2 (RFC 8441), whose method then reads
  /// GET as well. The empty string for any other request, also for one that asks for another
  /// protocol.
  public String upgrade() {
    return upgrade;
  }

  /// Whether the client may wait for 100 (Continue) before it sends its body; HTTP/1.0 knows no
  /// such thing (RFC 9110 section 10.1.1).
  public boolean expectsContinue() {
    return fields.has(FieldName.EXPECT) && !protocol.equals("1.0");
  }

  /// The path as it was sent; `*` for the server as a whole.
  public String path() {
    return Ascii.text(fields.text(), pathFrom, pathTo);
  }

  /// The query without its question mark, or the empty string.
  public String query() {
    return pathTo + 1 >= targetTo ? "" : Ascii.text(fields.text(), pathTo + 1, targetTo);
  }
}
