package dev.weir.gateway.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HpackEncoderTest {
  private final HpackEncoder encoder = new HpackEncoder();

  @Test
  void whatTheStaticTableHasIsOneByte() {
    assertThat(hex(encoder.start().status(200))).isEqualTo("88");
    assertThat(hex(encoder.start().status(503))).isEqualTo("0803353033");
  }

  // RFC 7541 section 4.2.
  @Test
  void tableIsGivenUpInOneByte() {
    assertThat(hex(encoder.start().noTable().status(404))).isEqualTo("208d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization", "proxy-authorization", "cookie", "set-cookie"})
  void secretsAreNeverIndexed(String name) {
    encoder.start().field(Ascii.bytes(name), "s");

    assertThat(hex(encoder)).as("RFC 7541 section 6.2.3").startsWith("1f");
  }

  // RFC 7541 section 6.2.3.
  @Test
  void whatIsNeverIndexedStaysSo() throws Exception {
    Fields fields = new Fields();
    fields.add("a", "b");
    fields.add("c", "d");
    fields.neverIndexLast();
    encoder.start().fields(fields, 0, Set.of());

    assertThat(decoded().neverIndexed(0)).isFalse();
    assertThat(decoded().neverIndexed(1)).isTrue();
  }

  // RFC 9113 section 8.2.2.
  @Test
  void fieldsOfTheConnectionAndDroppedOnesAreLeftOut() throws Exception {
    Fields fields = new Fields();
    for (String name :
        new String[] {
          "Connection",
          "Keep-Alive",
          "Proxy-Connection",
          "TE",
          "Transfer-Encoding",
          "Upgrade",
          "Host",
          "X-Hop",
          "X-End"
        }) {
      fields.add(name, "v");
    }
    encoder.start().fields(fields, FieldName.HOST.bit(), Set.of("x-hop"));

    assertThat(Heads.lines(decoded())).containsExactly("x-end: v");
  }

  @Test
  void headLargerThanTheWriterIsWhole() throws Exception {
    String value = "\u00ff".repeat(100_000);
    encoder.start().field(Ascii.bytes("x"), value).field(Ascii.bytes("y"), Ascii.bytes(value));

    assertThat(Heads.lines(decoded())).containsExactly("x: " + value, "y: " + value);
  }

  private Fields decoded() throws HpackException {
    byte[] block = bytes(encoder);
    FieldSection section = new FieldSection(1 << 20, 100);
    new HpackDecoder(0).decode(block, 0, block.length, section);
    return section.fields();
  }

  private static String hex(HpackEncoder encoder) {
    return ByteBufUtil.hexDump(bytes(encoder));
  }

  private static byte[] bytes(HpackEncoder encoder) {
    var buffer = Unpooled.buffer();
    encoder.writeTo(buffer);
    assertThat(buffer.readableBytes()).isEqualTo(encoder.length());
    return ByteBufUtil.getBytes(buffer);
  }
}
