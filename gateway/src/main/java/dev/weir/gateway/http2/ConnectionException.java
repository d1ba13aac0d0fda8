package dev.weir.gateway.http2;

/// What a peer did that ends its connection (RFC 9113 section 5.4.1). Without a stack trace:
/// hostile peers can make many of these.
public final class ConnectionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  ConnectionException(ErrorCode code, String evidence) {
    super(evidence, null, false, false);
    this.code = code;
  }

  static ConnectionException protocol(String evidence) {
    return new ConnectionException(ErrorCode.PROTOCOL_ERROR, evidence);
  }

  static ConnectionException frameSize(String evidence) {
    return new ConnectionException(ErrorCode.FRAME_SIZE_ERROR, evidence);
  }

  public ErrorCode code() {
    return code;
  }

  /// What it did.
  public String evidence() {
    return String.valueOf(getMessage());
  }
}
