package dev.weir.exchange;

/// What passed over a WebSocket, and how it ended. Its bytes are those of its exchange's bodies.
///
/// @param clientMessages messages that the client sent whole, of one frame or more
/// @param originMessages messages that the origin sent whole
/// @param closeCode of the first close frame: 1005 if that had none, 1006 if there was no close
///   frame (RFC 6455 section 7.4)
/// @param closedBy whose close frame it was, or whose connection ended without one
public record WebSocketTraffic(
    long clientMessages, long originMessages, int closeCode, ClosedBy closedBy) {
  /// Where a connection ended without a close frame.
  public static final int WITHOUT_CLOSE_FRAME = 1006;

  /// @throws IllegalArgumentException if the code has more than 16 bits
  public WebSocketTraffic {
    if (closeCode < 0 || closeCode > 0xffff) {
      throw new IllegalArgumentException("closeCode: " + closeCode + " (expected: 0..65535)");
    }
  }

  /// Who closed first. The gateway does when it drains, and when nothing has passed for too long.
  public enum ClosedBy {
    CLIENT,
    ORIGIN,
    GATEWAY
  }
}
