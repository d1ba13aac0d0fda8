package dev.weir.gateway.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What holds for every head, whoever made its bytes.
final class Heads {
  private static final RequestParser REQUESTS = new RequestParser(LimitsConfig.DEFAULT);
  private static final ResponseParser RESPONSES = new ResponseParser(LimitsConfig.DEFAULT);

  private Heads() {}

  /// Reads a request, writes what was read and reads that again.
  ///
  /// @return whether it was taken
  static boolean checkRequest(byte[] bytes) {
    RequestHead head;
    try {
      head = REQUESTS.parse(bytes.clone());
    } catch (FailureException refused) {
      return false;
    }
    byte[] written = written(head);
    try {
      RequestHead again = REQUESTS.parse(written.clone());
      assertThat(again.method()).isEqualTo(head.method());
      assertThat(again.path()).isEqualTo(head.path());
      assertThat(again.query()).isEqualTo(head.query());
      assertThat(again.protocol()).isEqualTo(head.protocol());
      assertThat(texts(again.fields())).isEqualTo(texts(head.fields()));
      assertThat(written(again)).isEqualTo(written);
    } catch (FailureException e) {
      throw new AssertionError("taken at first, then refused: " + e.failure().evidence(), e);
    }
    assertSameFraming(head);
    return true;
  }

  /// Reads an answer, writes what was read and reads that again.
  ///
  /// @return whether it was taken
  static boolean checkResponse(byte[] bytes) {
    ResponseHead head;
    try {
      head = RESPONSES.parse(bytes.clone());
    } catch (FailureException refused) {
      return false;
    }
    byte[] written = written(head);
    try {
      ResponseHead again = RESPONSES.parse(written.clone());
      assertThat(again.status()).isEqualTo(head.status()).isBetween(100, 999);
      assertThat(again.reason()).isEqualTo(head.reason());
      assertThat(texts(again.fields())).isEqualTo(texts(head.fields()));
      assertThat(written(again)).isEqualTo(written);
    } catch (FailureException e) {
      throw new AssertionError("taken at first, then refused: " + e.failure().evidence(), e);
    }
    for (Method method : List.of(Method.GET, Method.HEAD)) {
      try {
        assertThat(ResponseParser.framing(head, method, false).length()).isNotNegative();
      } catch (FailureException refused) {
        assertThat(refused.failure().cause().status()).isEqualTo(502);
      }
    }
    return true;
  }

  // There is a framing, or a reason why not.
  private static void assertSameFraming(RequestHead head) {
    try {
      assertThat(RequestParser.framing(head).length()).isNotNegative();
    } catch (FailureException refused) {
      assertThat(refused.failure().cause().status()).isIn(400, 501);
    }
  }

  private static byte[] written(RequestHead head) {
    HeadWriter out = new HeadWriter().start();
    out.text(head.method().token()).raw((byte) ' ');
    out.raw(head.fields().text(), head.pathFrom(), head.targetTo());
    out.text(" HTTP/").text(head.protocol()).line();
    return bytes(out.fields(head.fields(), 0, Set.of()).line());
  }

  private static byte[] written(ResponseHead head) {
    HeadWriter out = new HeadWriter().start();
    out.text("HTTP/1.1 " + head.status() + " " + head.reason()).line();
    return bytes(out.fields(head.fields(), 0, Set.of()).line());
  }

  private static byte[] bytes(HeadWriter out) {
    ByteBuf buffer = Unpooled.buffer();
    out.writeTo(buffer);
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes).release();
    return bytes;
  }

  private static List<String> texts(Fields fields) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      texts.add(fields.nameText(i) + "=" + fields.valueText(i));
    }
    return texts;
  }
}
