package dev.weir.gateway.compress;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/// The coding `zstd` (RFC 8878), with a window far below the 8 MiB that every recipient has (RFC
/// 9659).
final class ZstdEncoder implements Encoder {
  private static final int LEVEL = 3;
  // As for brotli: every body under way holds it.
  private static final int WINDOW = 18;
  private static final int ROOM = 4096;

  private final ZstdCompressCtx context = new ZstdCompressCtx();
  private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);

  ZstdEncoder() {
    begin();
  }

  private void begin() {
    context.setLevel(LEVEL).setWindowLog(WINDOW);
  }

  // The library reads memory outside the heap only.
  @Override
  public void encode(ByteBuf piece, ByteBuf out) {
    if (piece.isDirect()) {
      encodeDirect(piece, out);
      return;
    }
    ByteBuf direct = Unpooled.directBuffer(piece.readableBytes());
    try {
      encodeDirect(direct.writeBytes(piece, piece.readerIndex(), piece.readableBytes()), out);
    } finally {
      direct.release();
    }
  }

  private void encodeDirect(ByteBuf piece, ByteBuf out) {
    for (ByteBuffer each : piece.nioBuffers()) {
      while (each.hasRemaining()) {
        compress(each, out, EndDirective.CONTINUE);
      }
    }
  }

  @Override
  public void flush(ByteBuf out) {
    drain(out, EndDirective.FLUSH);
  }

  @Override
  public void finish(ByteBuf out) {
    drain(out, EndDirective.END);
  }

  private void drain(ByteBuf out, EndDirective directive) {
    boolean done = false;
    while (!done) {
      done = compress(nothing, out, directive);
    }
  }

  private boolean compress(ByteBuffer from, ByteBuf out, EndDirective directive) {
    out.ensureWritable(ROOM);
    ByteBuffer room = out.nioBuffer(out.writerIndex(), out.writableBytes());
    int start = room.position();
    boolean done = context.compressDirectByteBufferStream(room, from, directive);
    out.writerIndex(out.writerIndex() + room.position() - start);
    return done;
  }

  @Override
  public boolean reset() {
    context.reset();
    begin();
    return true;
  }

  @Override
  public void close() {
    context.close();
  }
}
