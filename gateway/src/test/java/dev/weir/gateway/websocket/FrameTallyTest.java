package dev.weir.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.TestingFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Frames followed by their headers, however their bytes arrive.
final class FrameTallyTest {
  private FrameTally tally = new FrameTally();

  @Test
  void closeWithoutCodeIs1005() {
    see(new TestingFrame(true, TestingFrame.CLOSE, false, new byte[0]).fromClient());
    assertThat(tally.closed()).isTrue();
    assertThat(tally.closeCode()).isEqualTo(1005);
  }

  @Test
  void firstCloseCounts() {
    see(TestingFrame.close(1000, "").fromServer());
    see(TestingFrame.close(4000, "").fromServer());
    assertThat(tally.closeCode()).isEqualTo(1000);
  }

  @Test
  void messageOfManyFramesIsOne() {
    see(TestingFrame.text("a").part(TestingFrame.TEXT, false).fromClient());
    see(TestingFrame.text("b").part(TestingFrame.PING, true).fromClient());
    see(TestingFrame.text("c").part(TestingFrame.CONTINUATION, false).fromClient());
    assertThat(tally.messages()).isZero();
    see(TestingFrame.text("d").part(TestingFrame.CONTINUATION, true).fromClient());
    assertThat(tally.messages()).isOne();
  }

  @Test
  void lengthBeyondAllLengthsNeverEnds() {
    see(new byte[] {(byte) 0x82, 127, -1, -1, -1, -1, -1, -1, -1, -1});
    see(new byte[1000]);
    assertThat(tally.betweenFrames()).isFalse();
    assertThat(tally.messages()).isZero();
  }

  @Property(tries = 300)
  void sameIsSeenHoweverTheBytesAreCut(
      @ForAll("frames") List<TestingFrame> frames, @ForAll List<Byte> cuts) {
    byte[] bytes =
        TestingFrame.concat(
            frames.stream()
                .map(frame -> frame.masked() ? frame.fromClient() : frame.fromServer())
                .toArray(byte[][]::new));
    tally = new FrameTally();
    seeInPieces(bytes, cuts);
    assertThat(tally.betweenFrames()).isTrue();
    assertThat(tally.messages())
        .isEqualTo(frames.stream().filter(frame -> frame.last() && frame.opcode() < 8).count());
    assertThat(tally.closeCode())
        .isEqualTo(
            frames.stream()
                .filter(frame -> frame.opcode() == TestingFrame.CLOSE)
                .findFirst()
                .map(frame -> frame.payload().length < 2 ? 1005 : frame.code())
                .orElse(1005));
  }

  @Provide
  Arbitrary<List<TestingFrame>> frames() {
    Arbitrary<byte[]> payload =
        Arbitraries.oneOf(
                Arbitraries.integers().between(0, 130),
                Arbitraries.of(65_535, 65_536, 65_537, 70_000))
            .map(FrameTallyTest::bytes);
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 15),
            Arbitraries.of(true, false),
            payload)
        .as(TestingFrame::new)
        .list()
        .ofMaxSize(8);
  }

  @Property(tries = 500)
  void anythingIsTaken(@ForAll byte[] noise, @ForAll List<Byte> cuts) {
    tally = new FrameTally();
    seeInPieces(noise, cuts);
    assertThat(tally.messages()).isBetween(0L, (long) noise.length);
    assertThat(tally.closeCode()).isBetween(0, 0xffff);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + length);
    }
    return bytes;
  }

  private void seeInPieces(byte[] bytes, List<Byte> cuts) {
    int at = 0;
    for (byte cut : cuts) {
      int length = Math.min(cut & 0xff, bytes.length - at);
      see(Unpooled.wrappedBuffer(bytes, at, length));
      at += length;
    }
    see(Unpooled.wrappedBuffer(bytes, at, bytes.length - at));
  }

  private void see(byte[] bytes) {
    see(Unpooled.wrappedBuffer(bytes));
  }

  private void see(ByteBuf data) {
    int readable = data.readableBytes();
    tally.see(data);
    assertThat(data.readableBytes()).isEqualTo(readable);
  }
}
