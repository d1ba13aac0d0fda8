package dev.weir.gateway.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/// The close frame that the gateway sends where it ends a WebSocket itself (RFC 6455 section
/// 5.5.1).
public final class CloseFrame {
  /// The gateway goes away, or lets go of what nobody used: come again.
  public static final int GOING_AWAY = 1001;

  /// The origin is gone, or a bug showed. Not 1014 (bad gateway), although that is what it is: it
  /// was registered late, and widely used clients (gorilla/websocket, Boost.Beast until 2026) hold
  /// a frame with it for a protocol error, so that their callers never learn of it.
  public static final int INTERNAL_ERROR = 1011;

  private static final int MOST_REASON = 123;
  private static final byte LAST_CLOSE = (byte) 0x88;
  private static final int MASKED = 0x80;

  private CloseFrame() {}

  /// For a client: not masked (section 5.1).
  ///
  /// @param reason ASCII; cut after 123 bytes
  public static ByteBuf toClient(int code, String reason) {
    byte[] payload = payload(code, reason);
    return Unpooled.buffer(2 + payload.length)
        .writeByte(LAST_CLOSE)
        .writeByte(payload.length)
        .writeBytes(payload);
  }

  /// For an origin: masked (section 5.3).
  ///
  /// @param reason ASCII; cut after 123 bytes
  /// @param mask four random bytes
  public static ByteBuf toOrigin(int code, String reason, byte[] mask) {
    byte[] payload = payload(code, reason);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return Unpooled.buffer(6 + payload.length)
        .writeByte(LAST_CLOSE)
        .writeByte(MASKED | payload.length)
        .writeBytes(mask)
        .writeBytes(payload);
  }

  private static byte[] payload(int code, String reason) {
    byte[] text = reason.getBytes(US_ASCII);
    int length = Math.min(text.length, MOST_REASON);
    return ByteBuffer.allocate(2 + length).putShort((short) code).put(text, 0, length).array();
  }
}
