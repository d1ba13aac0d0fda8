package dev.weir.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// Writes frames to one connection. Small ones are gathered, so that the answers of many streams
/// are one buffer and one system call.
final class FrameWriter {
  private static final int GATHER = 4096;
  private static final int FULL = 1 << 15;
  private static final int HEADER = 9;

  private final Channel channel;
  private @Nullable ByteBuf gathered;
  private boolean unflushed;
  // The stream whose frame was gathered last, and where its flags are; 0 for none.
  private int lastStream;
  private int lastFlags;

  FrameWriter(Channel channel) {
    this.channel = channel;
  }

  /// Begins a frame; its payload has to follow in full.
  ByteBuf frame(int length, int type, int flags, int stream) {
    ByteBuf out = gathering();
    out.ensureWritable(HEADER + Math.min(length, GATHER));
    out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
    lastStream = 0;
    return out;
  }

  /// A field block, in as many frames as it takes.
  ///
  /// @param most largest payload that the peer takes
  void headers(int stream, HpackEncoder block, boolean end, int most) {
    int length = block.length();
    int to = Math.min(length, most);
    int flags = (end ? FrameType.END_STREAM : 0) | (to == length ? FrameType.END_HEADERS : 0);
    ByteBuf out = frame(to, FrameType.HEADERS, flags, stream);
    int flagsAt = out.writerIndex() - 5;
    block.writeTo(out, 0, to);
    while (to < length) {
      int from = to;
      to = Math.min(length, from + most);
      int last = to == length ? FrameType.END_HEADERS : 0;
      block.writeTo(frame(to - from, FrameType.CONTINUATION, last, stream), from, to);
    }
    remember(stream, flagsAt);
  }

  /// Takes a piece of a body that fits into one frame, and the duty to release it.
  void data(int stream, ByteBuf data, boolean end) {
    int length = data.readableBytes();
    ByteBuf out = frame(length, FrameType.DATA, end ? FrameType.END_STREAM : 0, stream);
    if (length <= GATHER) {
      remember(stream, out.writerIndex() - 5);
      out.writeBytes(data);
      data.release();
      if (out.readableBytes() > FULL) {
        writeGathered();
      }
    } else {
      writeGathered();
      channel.write(data, channel.voidPromise());
    }
  }

  /// Makes the stream's frame that was written last its end, or writes an empty one that is.
  void end(int stream) {
    ByteBuf out = gathered;
    if (out != null && lastStream == stream) {
      out.setByte(lastFlags, out.getByte(lastFlags) | FrameType.END_STREAM);
    } else {
      frame(0, FrameType.DATA, FrameType.END_STREAM, stream);
    }
    lastStream = 0;
  }

  private void remember(int stream, int flagsAt) {
    lastStream = stream;
    lastFlags = flagsAt;
  }

  /// Sends what was written so far.
  void flush() {
    writeGathered();
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
  }

  /// Lets go of what was not sent.
  void discard() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }

  private ByteBuf gathering() {
    ByteBuf buffer = gathered;
    if (buffer == null) {
      buffer = channel.alloc().directBuffer(1024);
      gathered = buffer;
      unflushed = true;
    }
    return buffer;
  }

  private void writeGathered() {
    if (gathered != null) {
      channel.write(gathered, channel.voidPromise());
      gathered = null;
    }
    lastStream = 0;
  }
}
