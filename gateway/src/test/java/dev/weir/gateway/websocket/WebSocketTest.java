package dev.weir.gateway.websocket;

import static dev.weir.gateway.testing.TestingFrame.CONTINUATION;
import static dev.weir.gateway.testing.TestingFrame.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.AnsweredBy;
import dev.weir.exchange.Exchange;
import dev.weir.exchange.WebSocketTraffic;
import dev.weir.exchange.WebSocketTraffic.ClosedBy;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingFrame;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.gateway.testing.TestingWebSocket;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What passes over a WebSocket, and what does not become one.
final class WebSocketTest {
  @Test
  void messagesPassAsTheyAre() throws Exception {
    byte[] large = new byte[1 << 20];
    new Random(7).nextBytes(large);
    try (TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      for (TestingFrame frame :
          List.of(
              TestingFrame.text("하나"),
              TestingFrame.text(""),
              TestingFrame.binary(Arrays.copyOf(large, 300)),
              TestingFrame.binary(large),
              TestingFrame.text("begin").part(TEXT, false),
              TestingFrame.text("ping").part(TestingFrame.PING, true),
              TestingFrame.text("end").part(CONTINUATION, true))) {
        client.send(frame.fromClient());
        TestingFrame echoed = TestingFrame.read(client.buffered());
        assertThat(echoed.fromServer()).isEqualTo(frame.fromServer());
      }
      client.send(TestingFrame.close(4711, "enough").fromClient());
      TestingFrame goodbye = TestingFrame.read(client.buffered());
      assertThat(goodbye.code()).isEqualTo(4711);
      assertThat(client.closed()).isTrue();
      client.socket().close();

      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.status()).isEqualTo(101);
      assertThat(exchange.answeredBy()).isEqualTo(AnsweredBy.ORIGIN);
      assertThat(exchange.failure()).isEmpty();
      assertThat(exchange.truncated()).isFalse();
      assertThat(exchange.webSocket()).contains(new WebSocketTraffic(5, 5, 4711, ClosedBy.CLIENT));
      assertThat(exchange.requestBytes()).isEqualTo(exchange.responseBytes() + 8 * 4);
    }
  }

  @Test
  void agreementHasWhatTheOriginSaidAndTheRequestId() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              List<String> head = connection.awaitHead();
              connection.send(
                  TestingWebSocket.agreement(head)
                      .replace(
                          "\r\n\r\n",
                          "\r\nSec-WebSocket-Protocol: chat\r\nSec-WebSocket-Extensions: x-y; z=1"
                              + "\r\nSet-Cookie: a=b\r\nKeep-Alive: timeout=5"
                              + "\r\nContent-Length: 4\r\n\r\n"));
              connection.awaitClose();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      Answer answer = client.send(TestingWebSocket.request("/")).answerHead();
      assertThat(answer.lines().getFirst()).isEqualTo("HTTP/1.1 101 Switching Protocols");
      assertThat(answer.field("connection")).isEqualTo("Upgrade");
      assertThat(answer.field("upgrade")).isEqualTo("websocket");
      assertThat(answer.field("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      assertThat(answer.field("sec-websocket-protocol")).isEqualTo("chat");
      assertThat(answer.field("sec-websocket-extensions")).isEqualTo("x-y; z=1");
      assertThat(answer.field("set-cookie")).isEqualTo("a=b");
      assertThat(answer.field("x-request-id")).hasSize(32);
      assertThat(answer.has("keep-alive")).isFalse();
      assertThat(answer.has("content-length")).isFalse();
    }
  }

  @Test
  void originIsAskedAsTheClientAsked() throws Exception {
    BlockingQueue<List<String>> asked = new LinkedBlockingQueue<>();
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              asked.add(connection.awaitHead());
              connection.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
              connection.awaitClose();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.send(
          TestingWebSocket.request(
                  "/chat?room=7",
                  "Origin: https://shop.test",
                  "Sec-WebSocket-Protocol: chat, superchat",
                  "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
                  "Keep-Alive: timeout=5")
              .replace("Upgrade: websocket", "upgrade: h2c, WebSocket"));
      assertThat(client.answer().status()).isEqualTo(403);

      List<String> head = asked.poll(10, TimeUnit.SECONDS);
      assertThat(head)
          .startsWith("GET /chat?room=7 HTTP/1.1", "Host: localhost")
          .contains(
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Origin: https://shop.test",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: " + TestingWebSocket.KEY,
              "Sec-WebSocket-Protocol: chat, superchat",
              "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
          .noneMatch(line -> line.contains("h2c"))
          .noneMatch(line -> line.startsWith("Keep-Alive"));
    }
  }

  @Test
  void refusalIsRelayedAndBothConnectionsServeOn() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      for (int i = 0; i < 2; i++) {
        Answer answer = client.send(TestingWebSocket.request("/")).answer();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("no");
      }
      assertThat(origin.connections()).isEqualTo(1);
      assertThat(gateway.awaitExchange(any -> true).webSocket()).isEmpty();
    }
  }

  @Test
  void whatTheClientSendsBeforeTheAgreementComesAfterIt() throws Exception {
    try (TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      byte[] request = TestingWebSocket.request("/").getBytes(UTF_8);
      client.send(
          TestingFrame.concat(
              request,
              TestingFrame.text("one").fromClient(),
              TestingFrame.text("two").fromClient()));
      TestingWebSocket.opened(client);
      client.send(TestingFrame.text("three").fromClient());
      for (String text : List.of("one", "two", "three")) {
        assertThat(TestingFrame.read(client.buffered()).text()).isEqualTo(text);
      }
    }
  }

  @Test
  void whatTheOriginSendsAlongWithItsAgreementPasses() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              byte[] agreement = TestingWebSocket.agreement(connection.awaitHead()).getBytes(UTF_8);
              connection.send(
                  TestingFrame.concat(agreement, TestingFrame.text("hello").fromServer()));
              connection.awaitClose();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      assertThat(TestingFrame.read(client.buffered()).text()).isEqualTo("hello");
    }
  }

  @Test
  void routeLimitHoldsUntilTheAgreementOnly() throws Exception {
    TestingConfig limits =
        TestingConfig.to(TestingWebSocket.echo())
            .timeout("exchange", Duration.ofMillis(200))
            .timeout("firstByte", Duration.ofMillis(200))
            .timeout("betweenBytes", Duration.ofMillis(200))
            .timeout("clientBody", Duration.ofMillis(200))
            .timeout("clientIdle", Duration.ofMillis(200));
    try (TestingGateway gateway = TestingGateway.start(limits);
        TestingClient client = TestingWebSocket.open(gateway)) {
      client.socket().setSoTimeout(600);
      assertThat(silence(client.buffered())).isTrue();
      client.send(TestingFrame.text("still here").fromClient());
      assertThat(TestingFrame.read(client.buffered()).text()).isEqualTo("still here");
    }
  }

  private static boolean silence(InputStream in) throws Exception {
    try {
      in.read();
      return false;
    } catch (java.net.SocketTimeoutException nothingCame) {
      return true;
    }
  }

  @Test
  void bodyLimitsDoNotHoldForWebSockets() throws Exception {
    byte[] message = new byte[100_000];
    TestingConfig limits =
        TestingConfig.to(TestingWebSocket.echo())
            .limit("requestBody", new dev.weir.gateway.config.Size(1000))
            .limit("responseBody", new dev.weir.gateway.config.Size(1000));
    try (TestingGateway gateway = TestingGateway.start(limits);
        TestingClient client = TestingWebSocket.open(gateway)) {
      client.send(TestingFrame.binary(message).fromClient());
      assertThat(TestingFrame.read(client.buffered()).payload()).isEqualTo(message);
    }
  }

  @Test
  void clientOfTheJdkTalksThroughIt() throws Exception {
    BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    try (TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway gateway = TestingGateway.to(origin);
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("ws://127.0.0.1:" + gateway.address().getPort() + "/chat");
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(uri, collecting(events))
              .get(10, TimeUnit.SECONDS);
      socket.sendText("안녕", true).get(10, TimeUnit.SECONDS);
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("안녕");
      socket.sendBinary(ByteBuffer.allocate(5), false).get(10, TimeUnit.SECONDS);
      socket.sendBinary(ByteBuffer.allocate(5), true).get(10, TimeUnit.SECONDS);
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(5);
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(5);
      socket.sendClose(1000, "bye").get(10, TimeUnit.SECONDS);
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("1000 bye");

      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.webSocket()).contains(new WebSocketTraffic(2, 2, 1000, ClosedBy.CLIENT));
      assertThat(exchange.failure()).isEmpty();
    }
  }

  private static WebSocket.Listener collecting(BlockingQueue<Object> events) {
    return new WebSocket.Listener() {
      @Override
      public @Nullable CompletionStage<?> onText(
          WebSocket socket, CharSequence data, boolean last) {
        events.add(data.toString());
        socket.request(1);
        return null;
      }

      @Override
      public @Nullable CompletionStage<?> onBinary(
          WebSocket socket, ByteBuffer data, boolean last) {
        events.add(data.remaining());
        socket.request(1);
        return null;
      }

      @Override
      public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        events.add(code + " " + reason);
        return null;
      }
    };
  }

  @Test
  void openOnesAndClosedOnesAreCounted() throws Exception {
    try (TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway gateway = TestingGateway.to(origin)) {
      try (TestingClient client = TestingWebSocket.open(gateway)) {
        gateway.awaitMetric("weir_websockets 1.0");
        client.send(TestingFrame.text("one").fromClient());
        client.send(TestingFrame.close(1000, "").fromClient());
        assertThat(client.buffered().readAllBytes()).isNotEmpty();
      }
      gateway.awaitMetric("weir_websockets 0.0");
      gateway.awaitMetric("weir_websockets_closed_total{closed_by=\"client\",code=\"1000\"} 1.0");
      gateway.awaitMetric("weir_websocket_messages_total{sender=\"client\"} 1.0");
      gateway.awaitMetric("weir_websocket_messages_total{sender=\"origin\"} 1.0");
      assertThat(gateway.metrics("weir_request_duration_seconds_count"))
          .containsExactly("weir_request_duration_seconds_count{route=\"/**\"} 0");
      assertThat(gateway.awaitLogLine(line -> true))
          .contains("\"http.response.status_code\":101")
          .contains("\"weir.websocket.close_code\":1000,\"weir.websocket.closed_by\":\"client\"")
          .contains("\"weir.websocket.client_messages\":1,\"weir.websocket.origin_messages\":1");
      gateway.awaitNoOriginConnections();
    }
  }
}
