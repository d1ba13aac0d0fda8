package dev.weir.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import dev.weir.status.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// The way of fuzzed bytes: through the scanner to the parser, and what is behind the head as a
/// body in chunks. The first byte says where they are cut in two.
final class FuzzedHeads {
  private static final int LIMIT = 4096;

  private FuzzedHeads() {}

  static void check(
      byte[] bytes, Function<String, FailureException> malformed, Consumer<byte[]> head) {
    if (bytes.length < 2) {
      return;
    }
    byte[] text = Arrays.copyOfRange(bytes, 1, bytes.length);
    int cut = Byte.toUnsignedInt(bytes[0]) % text.length;
    List<String> whole = scan(text, text.length, malformed, head);
    assertThat(scan(text, cut, malformed, ignored -> {})).isEqualTo(whole);
  }

  // What was found, in words, so that two ways of reading can be compared.
  private static List<String> scan(
      byte[] text, int cut, Function<String, FailureException> malformed, Consumer<byte[]> check) {
    FailureException tooLarge = new FailureException(Cause.REQUEST_HEADER_TOO_LARGE, "too large");
    HeadScanner scanner = new HeadScanner(LIMIT, malformed, tooLarge, tooLarge);
    BodyReader bodies = new BodyReader();
    StringBuilder body = new StringBuilder();
    List<String> found = new ArrayList<>();
    boolean begun = false;
    for (ByteBuf piece : List.of(wrapped(text, 0, cut), wrapped(text, cut, text.length))) {
      try {
        if (!begun && piece.isReadable()) {
          byte[] head = scanner.read(piece, new byte[LIMIT]);
          if (head != null) {
            begun = true;
            found.add(Arrays.toString(head));
            bodies.start(Framing.CHUNKED, new BodyRules.OfResponse(LimitsConfig.DEFAULT));
            check.accept(head);
          }
        }
        if (begun) {
          bodies.read(piece, sink(body));
        }
      } catch (FailureException e) {
        found.add(e.failure().evidence());
        break;
      }
    }
    found.add(body + (bodies.done() ? " and its end" : ""));
    return found;
  }

  private static ByteBuf wrapped(byte[] text, int from, int to) {
    return Unpooled.wrappedBuffer(text, from, to - from);
  }

  private static BodySink sink(StringBuilder body) {
    return new BodySink() {
      @Override
      public void body(ByteBuf data) {
        body.append(data.toString(ISO_8859_1));
        data.release();
      }

      @Override
      public void end(Fields trailers) {
        for (int i = 0; i < trailers.size(); i++) {
          body.append(trailers.nameText(i)).append('=').append(trailers.valueText(i));
        }
      }
    };
  }
}
