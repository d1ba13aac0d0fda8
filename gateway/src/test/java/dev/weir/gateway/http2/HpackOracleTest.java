package dev.weir.gateway.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/// Netty's codec on the other side of the connection, and beside our own.
class HpackOracleTest {
  /// A field to send.
  ///
  /// @param sensitive whether it is to be in no table
  record Line(String name, String value, boolean sensitive) {}

  @Property(tries = 300)
  void whatNettyWritesIsRead(
      @ForAll("blocks") List<List<Line>> blocks,
      @ForAll @Size(max = 3) List<@IntRange(max = 5000) Integer> tableSizes)
      throws Exception {
    var netty = nettyEncoder();
    HpackDecoder decoder = new HpackDecoder(HpackDecoder.USUAL_TABLE_SIZE);
    for (int i = 0; i < blocks.size(); i++) {
      if (i < tableSizes.size()) {
        netty.maxHeaderTableSize(Math.min(tableSizes.get(i), HpackDecoder.USUAL_TABLE_SIZE));
      }
      byte[] block = written(netty, blocks.get(i));
      FieldSection section = new FieldSection(1 << 20, 1 << 20);
      decoder.decode(block, 0, block.length, section);

      assertThat(section.violation()).isEmpty();
      Fields fields = section.fields();
      assertThat(Heads.lines(fields))
          .isEqualTo(blocks.get(i).stream().map(l -> l.name() + ": " + l.value()).toList());
      for (int f = 0; f < fields.size(); f++) {
        assertThat(fields.neverIndexed(f)).isEqualTo(blocks.get(i).get(f).sensitive());
      }
    }
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadByNetty(
      @ForAll("blocks") List<List<Line>> blocks, @ForAll @IntRange(min = 100, max = 999) int status)
      throws Exception {
    var netty = new DefaultHttp2HeadersDecoder(true, 1 << 20);
    netty.maxHeaderTableSize(0); // It waits for our word that we keep none.
    HpackEncoder encoder = new HpackEncoder();
    for (int i = 0; i < blocks.size(); i++) {
      encoder.start();
      if (i == 0) {
        encoder.noTable();
      }
      encoder.status(status).fields(inAnyCase(blocks.get(i)), 0, Set.of());
      Http2Headers headers = netty.decodeHeaders(3, block(encoder));

      List<String> lines = new ArrayList<>();
      lines.add(":status: " + status);
      blocks.get(i).forEach(line -> lines.add(line.name() + ": " + line.value()));
      assertThat(lines(headers)).containsExactlyInAnyOrderElementsOf(lines);
    }
  }

  @Property(tries = 200)
  void pseudoFieldsOfRequestsAreReadByNetty(
      @ForAll Method method,
      @ForAll("paths") String path,
      @ForAll("names") String authority,
      @ForAll boolean secure)
      throws Exception {
    byte[] text = Ascii.bytes(path);
    HpackEncoder encoder = new HpackEncoder().start();
    encoder.method(method).scheme(secure ? "https" : "http").authority(authority);
    encoder.path(text, 0, text.length).protocol("websocket").field(Ascii.bytes("te"), "trailers");

    Http2Headers headers =
        new DefaultHttp2HeadersDecoder(true, 1 << 20).decodeHeaders(3, block(encoder));

    assertThat(lines(headers))
        .containsExactlyInAnyOrder(
            ":method: " + method.token(),
            ":scheme: " + (secure ? "https" : "http"),
            ":authority: " + authority,
            ":path: " + path,
            ":protocol: websocket",
            "te: trailers");
  }

  @Property(tries = 1000)
  void damagedBlocksAreReadOrRefusedAsByNetty(
      @ForAll("blocks") List<List<Line>> blocks,
      @ForAll @Size(max = 3) List<@IntRange(max = 1 << 20) Integer> damages)
      throws Exception {
    var netty = nettyEncoder();
    HpackOracle oracle = new HpackOracle();
    boolean taken = true;
    for (int i = 0; i < blocks.size() && taken; i++) {
      byte[] block = written(netty, blocks.get(i));
      taken = oracle.decode(i == 0 ? damaged(block, damages) : block).isPresent();
    }
    Statistics.collect(taken);
    Statistics.coverage(seen -> seen.check(true).percentage(share -> share > 10));
    Statistics.coverage(seen -> seen.check(false).percentage(share -> share > 10));
  }

  @Provide
  Arbitrary<List<List<Line>>> blocks() {
    Arbitrary<Line> lines =
        Combinators.combine(
                names(), values(), Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true)))
            .as(Line::new);
    return lines.list().ofMaxSize(12).list().ofMinSize(1).ofMaxSize(5);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "accept", "content-type", "date", "server", "set-cookie", "www-authenticate", "x-a"),
        Arbitraries.strings().withChars("abcxyz019-_.~!").ofMinLength(1).ofMaxLength(40),
        Arbitraries.strings().withChars("xy").ofMinLength(120).ofMaxLength(300));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withCharRange('!', '~').ofMaxLength(300).map(rest -> "/" + rest);
  }

  private static Arbitrary<String> values() {
    return Arbitraries.oneOf(
            Arbitraries.of("", "1", "gzip, deflate", "application/json", "no-cache"),
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60),
            Arbitraries.strings().withCharRange('\u0080', '\u00ff').ofMaxLength(20),
            Arbitraries.strings().withChars("ab=;").ofMinLength(100).ofMaxLength(3000))
        .map(String::trim);
  }

  // Sensitive is what begins so, since Netty asks of each field.
  private static DefaultHttp2HeadersEncoder nettyEncoder() {
    return new DefaultHttp2HeadersEncoder((name, value) -> value instanceof Secret, false);
  }

  private static byte[] written(DefaultHttp2HeadersEncoder netty, List<Line> lines)
      throws Exception {
    Http2Headers headers = new DefaultHttp2Headers(false);
    for (Line line : lines) {
      headers.add(
          new AsciiString(line.name().getBytes(ISO_8859_1)),
          line.sensitive() ? new Secret(line.value()) : line.value());
    }
    ByteBuf buffer = Unpooled.buffer();
    netty.encodeHeaders(3, headers, buffer);
    return ByteBufUtil.getBytes(buffer);
  }

  private record Secret(String text) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return text.subSequence(from, to);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  // As HTTP/1 has them.
  private static Fields inAnyCase(List<Line> lines) {
    Fields fields = new Fields();
    for (Line line : lines) {
      fields.add(
          line.sensitive() ? line.name().toUpperCase(Locale.ROOT) : line.name(), line.value());
    }
    return fields;
  }

  private static ByteBuf block(HpackEncoder encoder) {
    ByteBuf buffer = Unpooled.buffer();
    encoder.writeTo(buffer, 0, encoder.length() / 2);
    encoder.writeTo(buffer, encoder.length() / 2, encoder.length());
    return buffer;
  }

  private static List<String> lines(Http2Headers headers) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<CharSequence, CharSequence> field : headers) {
      lines.add(field.getKey() + ": " + field.getValue());
    }
    return lines;
  }

  private static byte[] damaged(byte[] block, List<Integer> damages) {
    byte[] damaged = block.clone();
    for (int damage : damages) {
      if (damaged.length > 0) {
        damaged[(damage >>> 8) % damaged.length] = (byte) damage;
      }
    }
    return damaged;
  }
}
