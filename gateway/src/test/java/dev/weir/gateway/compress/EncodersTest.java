package dev.weir.gateway.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.message.Coding;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EncodersTest {
  private static final Encoders ENCODERS = new Encoders();

  @Test
  void everyCodingHasItsLibraryHere() {
    assertThat(Arrays.stream(Coding.values()).filter(ENCODERS::offers))
        .containsExactly(Coding.values());
  }

  @Property(tries = 60)
  void bodyInAnyPiecesDecodesToItself(
      @ForAll Coding coding,
      @ForAll @Size(max = 8) int[] lengths,
      @ForAll boolean direct,
      @ForAll @IntRange(min = 0, max = 3) int flushEvery)
      throws IOException {
    byte[] body = new byte[Arrays.stream(lengths).map(each -> Math.floorMod(each, 40_000)).sum()];
    Random random = new Random(body.length);
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i % 3 == 0 ? random.nextInt() : i >> 6);
    }
    Encoder encoder = ENCODERS.take(coding);
    ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(16);
    int from = 0;
    for (int i = 0; i < lengths.length; i++) {
      int length = Math.floorMod(lengths[i], 40_000);
      ByteBuf piece =
          direct ? ByteBufAllocator.DEFAULT.directBuffer() : ByteBufAllocator.DEFAULT.heapBuffer();
      encoder.encode(piece.writeBytes(body, from, length), out);
      piece.release();
      from += length;
      if (flushEvery > 0 && i % flushEvery == 0) {
        encoder.flush(out);
      }
    }
    encoder.finish(out);
    ENCODERS.give(coding, encoder);
    byte[] coded = new byte[out.readableBytes()];
    out.readBytes(coded).release();

    assertThat(Decoded.of(coding.token(), coded)).isEqualTo(body);
    assertThat(ENCODERS.open()).isZero();
  }

  @Property(tries = 20)
  void encoderWhoseBodyBrokeOffBeginsAnew(@ForAll Coding coding) throws IOException {
    ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(16);
    ByteBuf piece = ByteBufAllocator.DEFAULT.directBuffer().writeZero(70_000);
    Encoder broken = ENCODERS.take(coding);
    broken.encode(piece, out);
    ENCODERS.give(coding, broken);
    out.clear();
    Encoder next = ENCODERS.take(coding);
    next.encode(piece.writerIndex(10), out);
    next.finish(out);
    ENCODERS.give(coding, next);
    byte[] coded = new byte[out.readableBytes()];
    out.readBytes(coded).release();
    piece.release();

    assertThat(Decoded.of(coding.token(), coded)).isEqualTo(new byte[10]);
  }

  @Test
  void numberOfEncodersIsBounded() {
    Encoders encoders = new Encoders();
    Encoder[] open = new Encoder[128];
    for (int i = 0; i < open.length; i++) {
      assertThat(encoders.offers(Coding.GZIP)).isTrue();
      open[i] = encoders.take(Coding.GZIP);
    }
    assertThat(encoders.offers(Coding.GZIP)).isFalse();

    for (Encoder each : open) {
      encoders.give(Coding.GZIP, each);
    }
    assertThat(encoders.offers(Coding.GZIP)).isTrue();
    encoders.close();
  }
}
