package dev.weir.gateway.life;

import io.netty.buffer.ByteBuf;

/// Where an event stream stands, told from its bytes (HTML section 9.2.6): between two events, or
/// within one, which a browser throws away if the stream ends there.
final class StreamPosition {
  private enum Line {
    NOT_BEGUN,
    COMMENT,
    FIELD
  }

  private Line line = Line.NOT_BEGUN;
  private boolean afterReturn;
  private boolean withinEvent;

  /// Follows the stream over this piece, and leaves the piece as it is.
  void saw(ByteBuf piece) {
    piece.forEachByte(b -> {
      saw(b);
      return true;
    });
  }

  /// Whether what comes next can be an event of its own, once the line has ended. Within an event
  /// it cannot: an empty line would hand a half event to the page, and its `id` with it.
  boolean betweenEvents() {
    return !withinEvent && line != Line.FIELD;
  }

  /// Whether the line has begun and not ended.
  boolean withinLine() {
    return line != Line.NOT_BEGUN;
  }

  // A line ends with LF, CR, or both.
  private void saw(byte b) {
    boolean secondHalf = b == '\n' && afterReturn;
    afterReturn = b == '\r';
    if (secondHalf) {
      return;
    }
    if (b == '\n' || b == '\r') {
      lineEnded();
    } else if (line == Line.NOT_BEGUN) {
      line = b == ':' ? Line.COMMENT : Line.FIELD;
    }
  }

  private void lineEnded() {
    withinEvent =
        switch (line) {
          case NOT_BEGUN -> false;
          case COMMENT -> withinEvent;
          case FIELD -> true;
        };
    line = Line.NOT_BEGUN;
  }
}
