package dev.weir.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.gateway.testing.TestingWebSocket;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What pretends to be a WebSocket in order to reach the origin past the gateway's rules (M.
/// Egorov, "Websocket smuggling", 2019): only an origin's proven agreement opens the tunnel.
final class WebSocketSmugglingTest {
  private static final String ACCEPT = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";

  @Test
  void whatComesBehindARefusedUpgradeIsARequestUnderTheSameRules() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering(
                "HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\n"
                    + "Content-Length: 0\r\n\r\n");
        TestingGateway gateway =
            TestingGateway.start(TestingConfig.to(origin).route("path", "/public"));
        TestingClient client = gateway.connect()) {
      client.send(
          TestingWebSocket.request("/public")
                  .replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 1337")
              + TestingClient.head("GET", "/internal"));
      assertThat(client.answer().status()).isEqualTo(426);
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(origin.requests()).hasSize(1);
      assertThat(gateway.awaitExchange(e -> e.path().equals("/internal")).status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upgrade: websocket\r\nConnection: Upgrade\r\n",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: dGhpcyBpcyBub3QgaXQ=\r\n",
        "Upgrade: websocket\r\nConnection: Upgrade\r\n" + ACCEPT + ACCEPT,
        "Upgrade: chat\r\nConnection: Upgrade\r\n" + ACCEPT,
        "Upgrade: websocket, chat\r\nConnection: Upgrade\r\n" + ACCEPT,
        "Connection: Upgrade\r\n" + ACCEPT,
        "Upgrade: websocket\r\n" + ACCEPT
      })
  void agreementThatProvesNothingIs502(String fields) throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering("HTTP/1.1 101 Switching Protocols\r\n" + fields + "\r\n");
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      assertFailed(client.send(TestingWebSocket.request("/")).answer(), gateway);
    }
  }

  @Test
  void agreementToARequestWithoutAKeyIs502() throws Exception {
    try (TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13");
      assertFailed(client.answer(), gateway);
    }
  }

  private static void assertFailed(Answer answer, TestingGateway gateway) {
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.field("proxy-status")).contains("http_upgrade_failed");
    Exchange exchange = gateway.awaitExchange(any -> true);
    assertThat(exchange.failure().map(Failure::cause)).contains(Cause.HTTP_UPGRADE_FAILED);
    assertThat(exchange.webSocket()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1|Connection: Upgrade|Upgrade: websocket|Content-Length: 0",
        "GET / HTTP/1.0|Connection: Upgrade|Upgrade: websocket",
        "GET / HTTP/1.1|Upgrade: websocket",
        "GET / HTTP/1.1|Connection: Upgrade",
        "GET / HTTP/1.1|Connection: Upgrade|Upgrade: h2c|HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA",
        "GET / HTTP/1.1|Connection: Upgrade|Upgrade: TLS/1.0",
        "GET / HTTP/1.1|Connection: Upgrade|Upgrade: IRC/6.9",
        "GET / HTTP/1.1|Connection: Upgrade|Upgrade: websocket/13",
        "GET / HTTP/1.1|Connection: Upgrade|Upgrade: websocket|Content-Length: 2||hi",
        "GET / HTTP/1.1|Connection: Upgrade|Upgrade: websocket|Transfer-Encoding: chunked||0||"
      })
  void whatAsksForAnythingElseIsAnOrdinaryRequest(String request) throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("plain");
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      String lines = request.contains("||") ? request : request + "||";
      client.send(
          lines.replaceFirst("\\|", "|Host: localhost|Sec-WebSocket-Key: x|").replace("|", "\r\n"));
      assertThat(client.answer().text()).isEqualTo("plain");
      assertThat(origin.takeRequest().field("upgrade")).isEmpty();
      assertThat(origin.requests().getFirst().field("connection")).isEmpty();
    }
  }
}
