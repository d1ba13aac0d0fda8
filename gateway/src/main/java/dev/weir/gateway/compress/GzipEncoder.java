package dev.weir.gateway.compress;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// The coding `gzip` (RFC 1952): the JDK's deflate between a head and a checksum.
final class GzipEncoder implements Encoder {
  // Level 6 takes a third more time for one percent less on JSON and HTML.
  private static final int LEVEL = 5;
  private static final int ROOM = 4096;

  // Deflate, no name, no time, of an unknown system (section 2.3).
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 checksum = new CRC32();
  private long size;
  private boolean begun;

  @Override
  public void encode(ByteBuf piece, ByteBuf out) {
    begin(out);
    size += piece.readableBytes();
    for (ByteBuffer each : piece.nioBuffers()) {
      checksum.update(each.duplicate());
      deflater.setInput(each);
      while (!deflater.needsInput()) {
        deflate(out, Deflater.NO_FLUSH);
      }
    }
  }

  @Override
  public void flush(ByteBuf out) {
    begin(out);
    boolean full = true;
    while (full) {
      full = deflate(out, Deflater.SYNC_FLUSH);
    }
  }

  @Override
  public void finish(ByteBuf out) {
    begin(out);
    deflater.finish();
    while (!deflater.finished()) {
      deflate(out, Deflater.NO_FLUSH);
    }
    out.writeIntLE((int) checksum.getValue()).writeIntLE((int) size);
  }

  private void begin(ByteBuf out) {
    if (!begun) {
      begun = true;
      out.writeBytes(HEAD);
    }
  }

  // Whether there may be more: the room was filled.
  private boolean deflate(ByteBuf out, int mode) {
    out.ensureWritable(ROOM);
    ByteBuffer room = out.nioBuffer(out.writerIndex(), out.writableBytes());
    int written = deflater.deflate(room, mode);
    out.writerIndex(out.writerIndex() + written);
    return !room.hasRemaining();
  }

  @Override
  public boolean reset() {
    deflater.reset();
    checksum.reset();
    size = 0;
    begun = false;
    return true;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
