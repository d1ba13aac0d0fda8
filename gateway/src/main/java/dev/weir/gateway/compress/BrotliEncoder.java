package dev.weir.gateway.compress;

import com.aayushatharva.brotli4j.encoder.BrotliEncoderChannel;
import com.aayushatharva.brotli4j.encoder.Encoder.Parameters;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/// The coding `br` (RFC 7932) by Google's library. For one body only: the library cannot begin
/// anew.
final class BrotliEncoder implements Encoder {
  private static final int QUALITY = 4;
  // 256 KiB: what a page gains by more is little, and every body under way holds it.
  private static final int WINDOW = 18;
  private static final int INPUT = 1 << 14;

  private final BrotliEncoderChannel channel;
  private @Nullable ByteBuf target;

  BrotliEncoder() {
    try {
      Parameters parameters = new Parameters().setQuality(QUALITY).setWindow(WINDOW);
      channel = new BrotliEncoderChannel(new Target(), parameters, INPUT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void encode(ByteBuf piece, ByteBuf out) {
    to(
        out,
        () -> {
          for (ByteBuffer each : piece.nioBuffers()) {
            channel.write(each);
          }
        });
  }

  @Override
  public void flush(ByteBuf out) {
    to(out, channel::flush);
  }

  @Override
  public void finish(ByteBuf out) {
    // By its end alone the library loses what it has not put out yet.
    to(
        out,
        () -> {
          channel.flush();
          channel.close();
        });
  }

  @Override
  public boolean reset() {
    close();
    return false;
  }

  @Override
  public void close() {
    if (channel.isOpen()) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void to(ByteBuf out, Work work) {
    target = out;
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      target = null;
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /// Where the library writes; without anybody to take it, it is lost.
  private final class Target implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) {
      int length = bytes.remaining();
      ByteBuf out = target;
      if (out == null) {
        bytes.position(bytes.limit());
      } else {
        out.writeBytes(bytes);
      }
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
