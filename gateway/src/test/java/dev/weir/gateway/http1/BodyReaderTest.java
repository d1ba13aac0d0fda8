package dev.weir.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BodyReaderTest {
  private static final BodyRules RULES =
      new BodyRules.OfRequest(Long.MAX_VALUE, LimitsConfig.DEFAULT);

  @Property
  void anySplitOfAnyBytesGivesTheSame(
      @ForAll("framings") Framing framing,
      @ForAll("bodies") String bytes,
      @ForAll @Size(max = 8) List<@IntRange(max = 1 << 20) Integer> cuts) {
    assertThat(read(framing, RULES, Bytes.pieces(bytes, cuts)))
        .isEqualTo(read(framing, RULES, Bytes.pieces(bytes, List.of())));
  }

  @Property
  void chunksGiveBackWhatWentIn(
      @ForAll("texts") List<String> chunks,
      @ForAll @Size(max = 8) List<@IntRange(max = 1 << 20) Integer> cuts) {
    StringBuilder bytes = new StringBuilder();
    chunks.forEach(chunk ->
        bytes
            .append(Integer.toHexString(chunk.length()))
            .append(";a=b\r\n")
            .append(chunk)
            .append("\r\n"));
    bytes.append("0\r\nX-Sum: 1\r\nx-sum:2\r\n\r\nGET");

    Read read = read(Framing.CHUNKED, RULES, Bytes.pieces(bytes.toString(), cuts));

    assertThat(read)
        .isEqualTo(
            new Read(String.join("", chunks), List.of("X-Sum=1", "x-sum=2"), true, "GET", ""));
  }

  @Property
  void whatIsWrittenInChunksIsReadBack(
      @ForAll("texts") List<String> pieces,
      @ForAll @Size(max = 8) List<@IntRange(max = 1 << 20) Integer> cuts) {
    EmbeddedChannel channel = new EmbeddedChannel();
    Output output = new Output(channel, new HeadWriter());
    output.newHead();
    output.head(true);
    pieces.forEach(piece -> output.body(Unpooled.copiedBuffer(piece, ISO_8859_1)));
    Fields trailers = new Fields();
    trailers.add("X-Sum", "1");
    output.end(trailers);
    output.flush();

    StringBuilder bytes = new StringBuilder();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      bytes.append(out.toString(ISO_8859_1));
      out.release();
    }

    assertThat(read(Framing.CHUNKED, RULES, Bytes.pieces(bytes.toString(), cuts)))
        .isEqualTo(new Read(String.join("", pieces), List.of("X-Sum=1"), true, "", ""));
  }

  @Property
  void limitHoldsHoweverTheBytesCome(
      @ForAll("texts") List<String> chunks,
      @ForAll @IntRange(max = 200) int most,
      @ForAll @Size(max = 8) List<@IntRange(max = 1 << 20) Integer> cuts) {
    StringBuilder bytes = new StringBuilder();
    chunks.forEach(chunk ->
        bytes
            .append(Integer.toHexString(chunk.length()))
            .append("\r\n")
            .append(chunk)
            .append("\r\n"));
    bytes.append("0\r\n\r\n");
    int length = String.join("", chunks).length();

    Read read =
        read(
            Framing.CHUNKED,
            new BodyRules.OfRequest(most, LimitsConfig.DEFAULT),
            Bytes.pieces(bytes.toString(), cuts));

    assertThat(read.failure().isEmpty()).isEqualTo(length <= most);
    assertThat(read.body()).hasSizeLessThanOrEqualTo(most);
  }

  @Provide
  Arbitrary<Framing> framings() {
    return Arbitraries.oneOf(
        Arbitraries.of(Framing.CHUNKED, Framing.UNTIL_CLOSE),
        Arbitraries.longs().between(1, 60).map(Framing::length));
  }

  @Provide
  Arbitrary<String> bodies() {
    return Bytes.madeOf(
        "5\r\nhello\r\n",
        "3;a=\"b\"\r\nabc\r\n",
        "0\r\n\r\n",
        "0\r\n",
        "a",
        "\r\n",
        "X: 1\r\n",
        "F",
        "0");
  }

  // Neither empty, which would be the last chunk, nor always smaller than what is gathered.
  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.oneOf(
            Arbitraries.strings().withCharRange('\0', '\u00ff').ofMinLength(1).ofMaxLength(40),
            Arbitraries.of("x".repeat(4096), "y".repeat(4097), "z".repeat(20_000)))
        .list()
        .ofMaxSize(8);
  }

  private static Read read(Framing framing, BodyRules rules, List<ByteBuf> pieces) {
    BodyReader reader = new BodyReader();
    StringBuilder body = new StringBuilder();
    List<String> trailers = new ArrayList<>();
    String failure = "";
    StringBuilder left = new StringBuilder();
    BodySink sink =
        new BodySink() {
          @Override
          public void body(ByteBuf data) {
            body.append(data.toString(ISO_8859_1));
            data.release();
          }

          @Override
          public void end(Fields fields) {
            for (int i = 0; i < fields.size(); i++) {
              trailers.add(fields.nameText(i) + "=" + fields.valueText(i));
            }
          }
        };
    try {
      reader.start(framing, rules);
      for (ByteBuf piece : pieces) {
        reader.read(piece, sink);
        left.append(piece.toString(ISO_8859_1));
      }
    } catch (FailureException e) {
      failure = e.failure().evidence();
      left.setLength(0);
    } finally {
      pieces.forEach(piece -> {
        piece.release();
        assertThat(piece.refCnt()).as("holds on what was read").isZero();
      });
    }
    return new Read(body.toString(), trailers, reader.done(), left.toString(), failure);
  }

  /// What came of some bytes.
  private record Read(
      String body, List<String> trailers, boolean done, String left, String failure) {}
}
