package dev.weir.gateway.http2;

/// What the peer may still send of bodies (RFC 9113 section 5.2). It grows as what was sent is
/// taken, so that a body comes no faster than it can be passed on.
final class Inflow {
  /// How much a peer may send on one stream before it is taken, in bytes.
  static final int STREAM_WINDOW = 1 << 18;

  /// The same of all streams together.
  static final int CONNECTION_WINDOW = 1 << 20;

  private final FrameWriter writer;
  private long window = CONNECTION_WINDOW;
  private int unacknowledged;

  Inflow(FrameWriter writer) {
    this.writer = writer;
  }

  /// Tells the peer of a window larger than the usual one.
  void begin() {
    windowUpdate(0, CONNECTION_WINDOW - PeerSettings.USUAL_WINDOW);
  }

  /// Whether the peer may send anything.
  boolean open() {
    return window > 0;
  }

  /// Counts what has come.
  void received(int length) throws ConnectionException {
    window -= length;
    if (window < 0) {
      throw new ConnectionException(
          ErrorCode.FLOW_CONTROL_ERROR, "more DATA than the connection's window");
    }
  }

  /// Lets the connection's window grow by what was taken of any stream.
  void acknowledge(int length) {
    unacknowledged += length;
    if (unacknowledged >= CONNECTION_WINDOW / 2) {
      windowUpdate(0, unacknowledged);
      window += unacknowledged;
      unacknowledged = 0;
    }
  }

  /// Lets a stream's window grow, and with it the connection's.
  void grow(Stream stream, int length) {
    if (length > 0 && !stream.gone) {
      stream.receiveWindow += length;
      if (!stream.receivedEnd) {
        windowUpdate(stream.id, length);
      }
      acknowledge(length);
    }
  }

  private void windowUpdate(int stream, int length) {
    writer.frame(4, FrameType.WINDOW_UPDATE, 0, stream).writeInt(length);
  }
}
