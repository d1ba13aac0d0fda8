package dev.weir.gateway.life;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HTML section 9.2.6, "Interpreting an event stream".
class StreamPositionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data: a\n\n",
        "data: a\r\n\r\n",
        "data: a\r\r",
        "data: a\r\n\r",
        "id: 1\ndata: a\n\n\n",
        "\n",
        ": comment\n",
        "data: a\n\n: heartbeat\n",
        ":\r"
      })
  void betweenTwoEventsAtTheBeginningOfALine(String stream) {
    assertThat(after(stream).betweenEvents()).isTrue();
    assertThat(after(stream).withinLine()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {":", ": heart", "data: a\n\n: heart", "data: a\r\n\r\n:"})
  void betweenTwoEventsWithinAComment(String stream) {
    assertThat(after(stream).betweenEvents()).isTrue();
    assertThat(after(stream).withinLine()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d",
        "data: a",
        "data: a\n",
        "data: a\r\n",
        "data: a\r",
        "data: a\n: comment\n",
        "data: a\n: comm",
        "id: 7\n",
        "data: a\n\ndata: b\n",
        "data: a\n\ni",
        "data: : \n"
      })
  void withinAnEvent(String stream) {
    assertThat(after(stream).betweenEvents()).isFalse();
  }

  /// In one piece and byte by byte, which must be the same.
  private static StreamPosition after(String stream) {
    StreamPosition whole = new StreamPosition();
    ByteBuf all = Unpooled.copiedBuffer(stream, UTF_8);
    whole.saw(all);
    StreamPosition inBytes = new StreamPosition();
    for (int i = 0; i < all.readableBytes(); i++) {
      inBytes.saw(all.slice(i, 1));
    }
    assertThat(inBytes.betweenEvents()).isEqualTo(whole.betweenEvents());
    assertThat(inBytes.withinLine()).isEqualTo(whole.withinLine());
    assertThat(all.readableBytes()).isEqualTo(stream.length());
    return whole;
  }
}
