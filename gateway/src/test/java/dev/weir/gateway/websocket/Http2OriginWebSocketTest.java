package dev.weir.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.Exchange;
import dev.weir.exchange.WebSocketTraffic;
import dev.weir.exchange.WebSocketTraffic.ClosedBy;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.OriginTlsConfig;
import dev.weir.gateway.config.ServiceConfig.Protocol;
import dev.weir.gateway.testing.Records;
import dev.weir.gateway.testing.TestingCertificates;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingFrame;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.gateway.testing.TestingWebSocket;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// A WebSocket to an origin that speaks HTTP/2 (RFC 8441): another gateway, in front of an origin
/// that speaks HTTP/1.1.
final class Http2OriginWebSocketTest {
  private static final byte[] EMPTY_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

  private static TestingGateway before(TestingGateway origin) {
    Origin address = new Origin("127.0.0.1", origin.address().getPort());
    return TestingGateway.start(TestingConfig.to(address).service("protocol", Protocol.HTTP2));
  }

  @Test
  void messagesPassFromHttp11() throws Exception {
    try (TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway behind = TestingGateway.to(origin);
        TestingGateway gateway = before(behind);
        TestingClient client = gateway.connect()) {
      Answer answer = client.send(TestingWebSocket.request("/")).answerHead();
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.field("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      byte[] frame = TestingFrame.binary(new byte[200_000]).fromClient();
      client.send(frame);
      assertThat(TestingFrame.read(client.buffered()).fromClient()).isEqualTo(frame);
      client.send(TestingFrame.close(1000, "bye").fromClient());
      assertThat(TestingFrame.read(client.buffered()).reason()).isEqualTo("bye");
      assertThat(client.closed()).isTrue();
      client.socket().close();

      WebSocketTraffic traffic = new WebSocketTraffic(1, 1, 1000, ClosedBy.CLIENT);
      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.webSocket()).contains(traffic);
      assertThat(exchange.attempts().getFirst().status()).isEqualTo(101);
      Exchange atOrigin = behind.awaitExchange(any -> true);
      assertThat(atOrigin.protocol()).isEqualTo("2");
      assertThat(atOrigin.webSocket()).contains(traffic);
    }
  }

  @Test
  void messagesPassFromHttp2() throws Exception {
    try (TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway behind = TestingGateway.to(origin);
        TestingGateway gateway = before(behind);
        Http2Caller caller = Http2Caller.open(gateway)) {
      caller.send(TestingFrame.text("하나").fromClient());
      assertThat(TestingFrame.read(caller.body()).text()).isEqualTo("하나");
      caller.send(TestingFrame.close(1000, "").fromClient());
      assertThat(TestingFrame.read(caller.body()).code()).isEqualTo(1000);
      assertThat(caller.body().read()).isEqualTo(-1);
      caller.end();
      assertThat(gateway.awaitExchange(any -> true).failure()).isEmpty();
    }
  }

  @Test
  void refusalIsRelayed() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
        TestingGateway behind = TestingGateway.to(origin);
        TestingGateway gateway = before(behind);
        TestingClient client = gateway.connect()) {
      for (int i = 0; i < 2; i++) {
        Answer answer = client.send(TestingWebSocket.request("/")).answer();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("no");
      }
    }
  }

  @Test
  void resetWithinAFrameCutsTheClientOff() throws Exception {
    byte[] half = Arrays.copyOf(TestingFrame.text("cut off").fromServer(), 4);
    try (TestingOrigin origin = TestingWebSocket.origin(connection -> connection.send(half));
        TestingGateway behind = TestingGateway.to(origin);
        TestingGateway gateway = before(behind);
        TestingClient client = TestingWebSocket.open(gateway)) {
      assertThat(client.buffered().readAllBytes()).isEqualTo(half);
      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.HTTP_RESPONSE_INCOMPLETE);
      assertThat(exchange.truncated()).isTrue();
    }
  }

  @Test
  void originThatTakesNoneOverHttp2Is502() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.send(EMPTY_SETTINGS);
              connection.awaitClose();
            });
        TestingGateway gateway =
            TestingGateway.start(TestingConfig.to(origin).service("protocol", Protocol.HTTP2));
        TestingClient client = gateway.connect()) {
      assertThat(client.send(TestingWebSocket.request("/")).answer().status()).isEqualTo(502);
      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.HTTP_UPGRADE_FAILED);
      assertThat(exchange.failure().map(Failure::evidence).orElse("")).contains("RFC 8441");
    }
  }

  @Test
  void overTlsHttp11IsSpokenUntilTheOriginSaysThatItTakesThemOverHttp2() throws Exception {
    try (TestingCertificates certificates = new TestingCertificates();
        TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway behind =
            TestingGateway.start(TestingConfig.to(origin).tls(certificates.tls()));
        TestingGateway gateway = TestingGateway.start(overTls(behind))) {
      assertThat(protocolAtOrigin(gateway, behind)).isEqualTo("1.1");
      // What is known of an origin is known to one event loop: that of this client.
      try (TestingClient client = gateway.connect()) {
        client.get("/plain").answer();
        assertThat(behind.awaitExchange(e -> e.path().equals("/plain")).protocol()).isEqualTo("2");
        TestingWebSocket.opened(client.send(TestingWebSocket.request("/second")));
        client.send(TestingFrame.close(1000, "").fromClient());
        assertThat(TestingFrame.read(client.buffered()).code()).isEqualTo(1000);
      }
      assertThat(behind.awaitExchange(e -> e.path().equals("/second")).protocol()).isEqualTo("2");
    }
  }

  private static TestingConfig overTls(TestingGateway origin) {
    Origin address = Records.with(new Origin("127.0.0.1", origin.address().getPort()), "tls", true);
    OriginTlsConfig tls = Records.with(OriginTlsConfig.DEFAULT, "verify", false);
    return TestingConfig.to(address).service("tls", tls);
  }

  private static String protocolAtOrigin(TestingGateway gateway, TestingGateway origin)
      throws Exception {
    try (TestingClient client = TestingWebSocket.open(gateway)) {
      client.send(TestingFrame.close(1000, "").fromClient());
      assertThat(TestingFrame.read(client.buffered()).code()).isEqualTo(1000);
    }
    return origin.awaitExchange(e -> e.path().equals("/")).protocol();
  }

  @Test
  void clientMayComeOverTls() throws Exception {
    try (TestingCertificates certificates = new TestingCertificates();
        TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway gateway =
            TestingGateway.start(TestingConfig.to(origin).tls(certificates.tls()));
        TestingClient client = TestingClient.over(certificates.socket(gateway.address()))) {
      TestingWebSocket.opened(client.send(TestingWebSocket.request("/")));
      byte[] frame = TestingFrame.binary(new byte[200_000]).fromClient();
      client.send(frame);
      assertThat(TestingFrame.read(client.buffered()).fromClient()).isEqualTo(frame);
      client.send(TestingFrame.close(1000, "bye").fromClient());
      assertThat(TestingFrame.read(client.buffered()).reason()).isEqualTo("bye");
      assertThat(client.closed()).isTrue();
      client.socket().close();
      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.failure()).isEmpty();
      assertThat(exchange.scheme()).isEqualTo("https");
    }
  }
}
