package dev.weir.gateway.websocket;

import io.netty.buffer.ByteBuf;

/// Follows the frames of one direction of a WebSocket as their bytes pass by (RFC 6455 section
/// 5.2): looks at headers, and of payloads only at the code of a close frame. Keeps 30 bytes of
/// state whatever comes, and takes whatever comes: what is wrong with a frame is for its receiver
/// to say.
final class FrameTally {
  /// What stands for a close frame without a code (RFC 6455 section 7.4.1).
  private static final int NO_CODE = 1005;

  private static final int CLOSE = 8;

  private Part part = Part.FLAGS;
  private boolean last;
  private boolean masked;
  private int opcode;
  private int more;
  private int mask;
  private long left;
  private int codeBytes;
  private int code;

  private long messages;
  private boolean closed;
  private int closeCode = NO_CODE;

  /// Watches these bytes, and leaves them as they are.
  void see(ByteBuf data) {
    int at = data.readerIndex();
    int end = data.writerIndex();
    while (at < end) {
      if (part == Part.PAYLOAD) {
        at += payload(data, at, end);
      } else {
        header(data.getByte(at++));
      }
    }
  }

  /// Whether the last byte was the last of its frame, so that a frame may be put behind it.
  boolean betweenFrames() {
    return part == Part.FLAGS;
  }

  /// How many messages have passed whole, however many frames each had.
  long messages() {
    return messages;
  }

  /// Whether a close frame has passed, after which nothing may follow.
  boolean closed() {
    return closed;
  }

  /// The code of the first close frame, 1005 if it had none.
  int closeCode() {
    return closeCode;
  }

  private void header(byte b) {
    switch (part) {
      case FLAGS -> {
        last = b < 0;
        opcode = b & 15;
        part = Part.LENGTH;
      }
      case LENGTH -> {
        masked = b < 0;
        length(b & 127);
      }
      case LONG_LENGTH -> {
        left = (left << 8) | (b & 0xff);
        if (--more == 0) {
          // The top bit must be 0; a length with it never ends.
          left = left < 0 ? Long.MAX_VALUE : left;
          maskOrPayload();
        }
      }
      case MASK -> {
        mask = (mask << 8) | (b & 0xff);
        if (--more == 0) {
          beginPayload();
        }
      }
      case PAYLOAD -> {}
    }
  }

  private void length(int coded) {
    if (coded < 126) {
      left = coded;
      maskOrPayload();
    } else {
      left = 0;
      more = coded == 126 ? 2 : 8;
      part = Part.LONG_LENGTH;
    }
  }

  private void maskOrPayload() {
    mask = 0;
    if (masked) {
      more = 4;
      part = Part.MASK;
    } else {
      beginPayload();
    }
  }

  private void beginPayload() {
    code = 0;
    codeBytes = 0;
    part = Part.PAYLOAD;
    if (left == 0) {
      endFrame();
    }
  }

  private int payload(ByteBuf data, int at, int end) {
    int length = (int) Math.min(left, end - at);
    if (opcode == CLOSE) {
      for (int i = at; i < at + length && codeBytes < 2; i++, codeBytes++) {
        int plain = data.getByte(i) ^ (mask >> (24 - 8 * codeBytes));
        code = (code << 8) | (plain & 0xff);
      }
    }
    left -= length;
    if (left == 0) {
      endFrame();
    }
    return length;
  }

  private void endFrame() {
    part = Part.FLAGS;
    if (opcode < CLOSE && last) {
      messages++;
    } else if (opcode == CLOSE && !closed) {
      closed = true;
      closeCode = codeBytes == 2 ? code : NO_CODE;
    }
  }

  private enum Part {
    FLAGS,
    LENGTH,
    LONG_LENGTH,
    MASK,
    PAYLOAD
  }
}
