package dev.weir.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.gateway.testing.TestingFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The opening handshake's arithmetic, and the close frame.
final class WebSocketHandshakeTest {
  @Test
  void acceptIsThatOfTheExampleInTheStandard() {
    assertThat(WebSocketHandshake.accept("dGhlIHNhbXBsZSBub25jZQ=="))
        .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }

  @Test
  void keyIs16BytesInBase64() {
    assertThat(WebSocketHandshake.key(new byte[16])).isEqualTo("AAAAAAAAAAAAAAAAAAAAAA==");
  }

  @Test
  void agreementInAnyCaseIsOne() throws FailureException {
    String key = "dGhlIHNhbXBsZSBub25jZQ==";
    WebSocketHandshake.verify(agreement("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), key);
    assertThatThrownBy(
            () -> WebSocketHandshake.verify(agreement("S3PPLMBITXAQ9KYGZZHZRBK+XOO="), key))
        .hasMessageContaining("expected: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }

  private static ResponseHead agreement(String accept) {
    Fields fields = new Fields();
    fields.add("UPGRADE", "WebSocket");
    fields.add("connection", "keep-alive, UPGRADE");
    fields.add("sec-websocket-accept", accept);
    return new ResponseHead(101, "", fields);
  }

  @Test
  void closeFrameFitsIntoAControlFrame() throws IOException {
    String reason = "r".repeat(200);
    TestingFrame toClient = read(CloseFrame.toClient(1001, reason));
    assertThat(toClient.payload()).hasSize(125);
    assertThat(toClient.masked()).isFalse();
    TestingFrame toOrigin = read(CloseFrame.toOrigin(1011, "gone", new byte[] {1, -2, 3, -4}));
    assertThat(toOrigin.masked()).isTrue();
    assertThat(toOrigin.code()).isEqualTo(1011);
    assertThat(toOrigin.reason()).isEqualTo("gone");
  }

  private static TestingFrame read(ByteBuf frame) throws IOException {
    try (ByteBufInputStream in = new ByteBufInputStream(frame, true)) {
      return TestingFrame.read(in);
    }
  }
}
