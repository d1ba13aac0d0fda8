package dev.weir.gateway.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.http2.FieldTraits.Role;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection whose blocks are read here and by Netty's codec, which have to agree.
final class HpackOracle {
  private static final int MOST = 1 << 20;

  private final HpackDecoder decoder = new HpackDecoder(HpackDecoder.USUAL_TABLE_SIZE);
  private final DefaultHttp2HeadersDecoder netty = new DefaultHttp2HeadersDecoder(false, MOST);

  /// What both read, or nothing where both refuse the block and with it the connection.
  Optional<FieldSection> decode(byte[] block) {
    FieldSection section = new FieldSection(MOST, MOST);
    HpackException refused = null;
    try {
      decoder.decode(block, 0, block.length, section);
    } catch (HpackException e) {
      refused = e;
    }
    Http2Headers expected = byNetty(block);
    if (refused != null && String.valueOf(refused.getMessage()).contains("five bytes")) {
      return Optional.empty(); // Netty takes longer integers.
    }
    assertThat(refused == null).as("read, as by Netty: %s", refused).isEqualTo(expected != null);
    if (expected != null && section.violation().isEmpty()) {
      assertThat(lines(section)).containsExactlyInAnyOrderElementsOf(lines(expected));
    }
    return expected == null ? Optional.empty() : Optional.of(section);
  }

  private @Nullable Http2Headers byNetty(byte[] block) {
    ByteBuf buffer = Unpooled.wrappedBuffer(block);
    try {
      return netty.decodeHeaders(3, buffer);
    } catch (Http2Exception e) {
      return null;
    }
  }

  /// All fields, the pseudo fields as well, without the crumbs of a cookie, which are one field
  /// here.
  static List<String> lines(FieldSection section) {
    List<String> lines = new ArrayList<>();
    for (Role role : Role.values()) {
      if (section.has(role)) {
        lines.add(role.text() + ": " + section.text(role));
      }
    }
    lines.addAll(Heads.lines(section.fields()));
    lines.removeIf(line -> line.startsWith("cookie: "));
    return lines;
  }

  private static List<String> lines(Http2Headers headers) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<CharSequence, CharSequence> field : headers) {
      lines.add(field.getKey() + ": " + field.getValue());
    }
    lines.removeIf(line -> line.startsWith("cookie: "));
    return lines;
  }
}
