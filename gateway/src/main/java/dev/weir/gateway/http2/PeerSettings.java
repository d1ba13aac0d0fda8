package dev.weir.gateway.http2;

import io.netty.buffer.ByteBuf;

/// What the other end of a connection has said that it takes (RFC 9113 section 6.5).
final class PeerSettings {
  static final int USUAL_WINDOW = 65_535;

  private static final int ENABLE_PUSH = 2;
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int MAX_FRAME_SIZE = 5;
  private static final int ENABLE_CONNECT_PROTOCOL = 8;

  // A frame is one piece of a body, and those of other streams wait for it.
  private static final int LARGEST_FRAME = 1 << 16;

  private final boolean ofClient;
  private boolean received;
  private int initialWindow = USUAL_WINDOW;
  private int frame = FrameReader.MOST;
  private long streams = Integer.MAX_VALUE;
  private boolean connect;

  /// @param ofClient whether the peer is the client
  PeerSettings(boolean ofClient) {
    this.ofClient = ofClient;
  }

  /// Whether it has said anything yet.
  boolean received() {
    return received;
  }

  /// Bytes that it takes on a stream before it grants more.
  int initialWindow() {
    return initialWindow;
  }

  /// Largest payload that is sent to it.
  int frame() {
    return frame;
  }

  /// Most streams that it lets us have open.
  long streams() {
    return streams;
  }

  /// Whether it takes an extended CONNECT (RFC 8441).
  boolean connect() {
    return connect;
  }

  /// Takes a whole SETTINGS frame. Settings that are not named here concern nothing that we do: no
  /// table is kept for it, and a head that is too large for it is its to refuse.
  void read(ByteBuf payload) throws ConnectionException {
    while (payload.isReadable()) {
      set(payload.readUnsignedShort(), payload.readUnsignedInt());
    }
    received = true;
  }

  private void set(int setting, long value) throws ConnectionException {
    switch (setting) {
      case ENABLE_PUSH -> check(value == 0 || (ofClient && value == 1), "ENABLE_PUSH", value);
      case MAX_CONCURRENT_STREAMS -> streams = value;
      case INITIAL_WINDOW_SIZE -> {
        if (value > Integer.MAX_VALUE) {
          throw new ConnectionException(
              ErrorCode.FLOW_CONTROL_ERROR, "SETTINGS with INITIAL_WINDOW_SIZE: " + value);
        }
        initialWindow = (int) value;
      }
      case MAX_FRAME_SIZE -> {
        check(value >= FrameReader.MOST && value < 1 << 24, "MAX_FRAME_SIZE", value);
        frame = (int) Math.min(value, LARGEST_FRAME);
      }
      case ENABLE_CONNECT_PROTOCOL -> {
        check(value == 1 || (value == 0 && !connect), "ENABLE_CONNECT_PROTOCOL", value);
        connect = value == 1;
      }
      default -> {}
    }
  }

  private static void check(boolean right, String setting, long value) throws ConnectionException {
    if (!right) {
      throw ConnectionException.protocol("SETTINGS with " + setting + ": " + value);
    }
  }
}
