package dev.weir.gateway.http2;

/// Why a stream or a connection ends (RFC 9113 section 7), in the order of their numbers.
public enum ErrorCode {
  NO_ERROR,
  PROTOCOL_ERROR,
  INTERNAL_ERROR,
  FLOW_CONTROL_ERROR,
  SETTINGS_TIMEOUT,
  STREAM_CLOSED,
  FRAME_SIZE_ERROR,
  REFUSED_STREAM,
  CANCEL,
  COMPRESSION_ERROR,
  CONNECT_ERROR,
  ENHANCE_YOUR_CALM,
  INADEQUATE_SECURITY,
  HTTP_1_1_REQUIRED;

  private static final ErrorCode[] ALL = values();

  /// The code with this number; one that nobody knows counts as [#INTERNAL_ERROR].
  public static ErrorCode of(long number) {
    return number >= 0 && number < ALL.length ? ALL[(int) number] : INTERNAL_ERROR;
  }

  int number() {
    return ordinal();
  }
}
