package dev.weir.gateway.http2;

/// A field block that cannot be decompressed: the connection ends with `COMPRESSION_ERROR` (RFC
/// 9113 section 4.3), since the tables of both sides no longer agree. Without a stack trace:
/// hostile peers can make many of these.
public final class HpackException extends Exception {
  private static final long serialVersionUID = 1L;

  HpackException(String evidence) {
    super(evidence, null, false, false);
  }
}
