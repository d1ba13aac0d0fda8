package dev.weir.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// Cuts what arrives into frames (RFC 9113 section 4.1). Holds back at most one frame, until it is
/// whole.
final class FrameReader {
  /// Largest payload, as it holds for who announced nothing else (section 4.2).
  static final int MOST = 1 << 14;

  private static final int HEADER = 9;

  private final ByteBufAllocator alloc;
  private final Frames frames;
  private @Nullable ByteBuf partial;

  FrameReader(ByteBufAllocator alloc, Frames frames) {
    this.alloc = alloc;
    this.frames = frames;
  }

  /// Takes every byte, without the duty to release them.
  void read(ByteBuf in) throws ConnectionException {
    while (partial != null && in.isReadable()) {
      complete(partial, in);
    }
    while (in.readableBytes() >= HEADER) {
      int length = length(in);
      if (in.readableBytes() < HEADER + length) {
        break;
      }
      frame(in, length);
    }
    if (in.isReadable()) {
      partial = alloc.directBuffer(HEADER + (in.readableBytes() >= HEADER ? length(in) : 0));
      partial.writeBytes(in);
    }
  }

  private void complete(ByteBuf partial, ByteBuf in) throws ConnectionException {
    if (partial.readableBytes() < HEADER) {
      take(partial, in, HEADER);
    }
    if (partial.readableBytes() >= HEADER) {
      int length = length(partial);
      take(partial, in, HEADER + length);
      if (partial.readableBytes() == HEADER + length) {
        this.partial = null;
        try {
          frame(partial, length);
        } finally {
          partial.release();
        }
      }
    }
  }

  private static void take(ByteBuf partial, ByteBuf in, int most) {
    partial.writeBytes(in, Math.min(most - partial.readableBytes(), in.readableBytes()));
  }

  private static int length(ByteBuf in) throws ConnectionException {
    int length = in.getUnsignedMedium(in.readerIndex());
    if (length > MOST) {
      throw ConnectionException.frameSize(
          "a frame of " + length + " bytes (expected: at most " + MOST + ")");
    }
    return length;
  }

  private void frame(ByteBuf in, int length) throws ConnectionException {
    int at = in.readerIndex();
    int type = in.getUnsignedByte(at + 3);
    int flags = in.getUnsignedByte(at + 4);
    int stream = in.getInt(at + 5) & Integer.MAX_VALUE;
    in.skipBytes(HEADER);
    int end = in.readerIndex() + length;
    int writer = in.writerIndex();
    in.writerIndex(end);
    try {
      frames.frame(type, flags, stream, in);
    } finally {
      in.writerIndex(writer);
      in.readerIndex(end);
    }
  }

  /// Lets go of what is held back.
  void discard() {
    if (partial != null) {
      partial.release();
      partial = null;
    }
  }

  /// Where the frames go.
  interface Frames {
    /// A frame; its payload is what is readable, and is gone afterwards.
    void frame(int type, int flags, int stream, ByteBuf payload) throws ConnectionException;
  }
}
