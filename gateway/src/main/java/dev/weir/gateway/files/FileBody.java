package dev.weir.gateway.files;

import dev.weir.gateway.message.Ascii;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of one answer: parts of an open file, with text before and behind them, read piece by
/// piece. Used by one thread at a time. Blocks; never to be read on an event loop.
final class FileBody implements Closeable {
  private static final int PIECE = 1 << 16;

  private final @Nullable FileChannel file;
  private final Deque<Part> parts;
  private final long length;
  private long left;

  // What of the first part has been read.
  private long read;

  /// A part of the file.
  ///
  /// @param before goes before it
  /// @param from where it begins in the file
  /// @param length its bytes
  record Part(byte[] before, long from, long length) {
    static Part of(ByteRange range) {
      return new Part(new byte[0], range.first(), range.length());
    }

    static Part text(String text) {
      return new Part(Ascii.bytes(text), 0, 0);
    }

    private long whole() {
      return before.length + length;
    }
  }

  /// Parts of this file.
  FileBody(FileChannel file, List<Part> parts) {
    this(parts, file);
  }

  private FileBody(List<Part> parts, @Nullable FileChannel file) {
    this.file = file;
    this.parts = new ArrayDeque<>(parts);
    this.length = parts.stream().mapToLong(Part::whole).sum();
    this.left = length;
  }

  /// A text that is in no file.
  static FileBody of(byte[] text) {
    return new FileBody(List.of(new Part(text, 0, 0)), null);
  }

  static FileBody none() {
    return new FileBody(List.of(), null);
  }

  /// Its bytes in all.
  long length() {
    return length;
  }

  /// Whether all of it has been read.
  boolean done() {
    return left == 0;
  }

  /// The next piece, and with it the duty to release it; the file is closed behind the last.
  ///
  /// @throws IOException if it cannot be read, or is shorter than it was; then the file is closed
  ByteBuf next() throws IOException {
    int size = (int) Math.min(PIECE, left);
    ByteBuf piece = ByteBufAllocator.DEFAULT.directBuffer(size);
    try {
      while (piece.readableBytes() < size) {
        fill(piece, size - piece.readableBytes());
      }
      left -= size;
      if (left == 0) {
        close();
      }
      return piece;
    } catch (IOException | RuntimeException e) {
      piece.release();
      close();
      throw e;
    }
  }

  private void fill(ByteBuf piece, int room) throws IOException {
    Part part = parts.getFirst();
    if (read < part.before.length) {
      int count = (int) Math.min(room, part.before.length - read);
      piece.writeBytes(part.before, (int) read, count);
      read += count;
    } else if (read < part.whole()) {
      readFile(piece, part, (int) Math.min(room, part.whole() - read));
    } else {
      parts.removeFirst();
      read = 0;
    }
  }

  private void readFile(ByteBuf piece, Part part, int count) throws IOException {
    long from = part.from + read - part.before.length;
    int got = file == null ? -1 : piece.writeBytes(file, from, count);
    if (got <= 0) {
      throw new IOException("the file ends at " + from + ", and was longer when it was opened");
    }
    read += got;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
