package dev.weir.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.Exchange;
import dev.weir.exchange.WebSocketTraffic;
import dev.weir.exchange.WebSocketTraffic.ClosedBy;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingFrame;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.gateway.testing.TestingWebSocket;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.io.EOFException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A WebSocket on a stream of HTTP/2 (RFC 8441), in front of an origin that speaks HTTP/1.1.
final class Http2WebSocketTest {
  private final BlockingQueue<TestingFrame> atOrigin = new LinkedBlockingQueue<>();

  private TestingOrigin collecting(TestingOrigin.Behaviour then) {
    return TestingWebSocket.origin(connection -> {
      try {
        while (true) {
          atOrigin.add(TestingFrame.read(connection.buffered()));
        }
      } catch (EOFException ended) {
        then.serve(connection);
      }
    });
  }

  @Test
  void messagesPassAsTheyAre() throws Exception {
    try (TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Caller caller = Http2Caller.open(gateway)) {
      for (TestingFrame frame :
          List.of(TestingFrame.text("하나"), TestingFrame.binary(new byte[60_000]))) {
        caller.send(frame.fromClient());
        assertThat(TestingFrame.read(caller.body()).fromServer()).isEqualTo(frame.fromServer());
      }
      caller.send(TestingFrame.close(1000, "bye").fromClient());
      assertThat(TestingFrame.read(caller.body()).reason()).isEqualTo("bye");
      assertThat(caller.body().read()).isEqualTo(-1);
      caller.end();

      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.protocol()).isEqualTo("2");
      assertThat(exchange.status()).isEqualTo(101);
      assertThat(exchange.failure()).isEmpty();
      assertThat(exchange.webSocket()).contains(new WebSocketTraffic(2, 2, 1000, ClosedBy.CLIENT));
    }
  }

  @Test
  void originIsAskedInHttp11AndItsProofStaysHere() throws Exception {
    BlockingQueue<List<String>> asked = new LinkedBlockingQueue<>();
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              List<String> head = connection.awaitHead();
              asked.add(head);
              connection.send(
                  TestingWebSocket.agreement(head)
                      .replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: chat\r\n\r\n"));
              connection.awaitClose();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Caller caller = Http2Caller.connect(gateway)) {
      caller.ask(
          "websocket",
          "sec-websocket-protocol: chat",
          "sec-websocket-key: of no use here",
          "origin: https://shop.test");
      List<String> answer = caller.head();
      assertThat(answer)
          .contains(":status: 200", "sec-websocket-protocol: chat")
          .anyMatch(line -> line.startsWith("x-request-id: "))
          .noneMatch(line -> line.startsWith("sec-websocket-accept"))
          .noneMatch(line -> line.startsWith("upgrade") || line.startsWith("connection"));

      List<String> head = asked.poll(10, TimeUnit.SECONDS);
      assertThat(head)
          .startsWith("GET /chat?room=7 HTTP/1.1", "Host: localhost")
          .contains(
              "Connection: Upgrade",
              "Upgrade: websocket",
              "origin: https://shop.test",
              "sec-websocket-version: 13")
          .filteredOn(line -> line.regionMatches(true, 0, "sec-websocket-key", 0, 17))
          .singleElement()
          .asString()
          .matches("Sec-WebSocket-Key: [A-Za-z0-9+/]{22}==");
    }
  }

  @Test
  void whatTheClientSendsBeforeTheAgreementComesAfterIt() throws Exception {
    CompletableFuture<Boolean> agree = new CompletableFuture<>();
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              List<String> head = connection.awaitHead();
              agree.join();
              assertThat(connection.buffered().available()).isZero();
              connection.send(TestingWebSocket.agreement(head));
              for (int i = 0; i < 3; i++) {
                atOrigin.add(TestingFrame.read(connection.buffered()));
              }
            });
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Caller caller = Http2Caller.connect(gateway)) {
      caller.ask("websocket");
      caller.send(TestingFrame.text("one").fromClient());
      caller.send(TestingFrame.text("two").fromClient());
      agree.complete(true);
      assertThat(caller.head()).contains(":status: 200");
      caller.send(TestingFrame.text("three").fromClient());
      for (String text : List.of("one", "two", "three")) {
        assertThat(take().text()).isEqualTo(text);
      }
    }
  }

  @Test
  void refusalIsRelayed() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Caller caller = Http2Caller.connect(gateway)) {
      caller.ask("websocket").send(TestingFrame.text("too early").fromClient());
      assertThat(caller.head()).contains(":status: 403");
      assertThat(caller.body().readNBytes(2)).asString().isEqualTo("no");
      assertThat(origin.takeRequest().text()).isEmpty();
    }
  }

  @Test
  void otherProtocolsAre501() throws Exception {
    try (TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Caller caller = Http2Caller.connect(gateway)) {
      assertThat(caller.ask("connect-udp").head()).contains(":status: 501");
      assertThat(origin.connections()).isZero();
    }
  }

  @Test
  void declaredLengthDoesNotReachTheOrigin() throws Exception {
    BlockingQueue<List<String>> asked = new LinkedBlockingQueue<>();
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              asked.add(connection.awaitHead());
              connection.send("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n");
              connection.awaitClose();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Caller caller = Http2Caller.connect(gateway)) {
      caller.ask("websocket", "content-length: 40");
      assertThat(caller.head()).contains(":status: 426");
      assertThat(asked.poll(10, TimeUnit.SECONDS))
          .noneMatch(line -> line.regionMatches(true, 0, "content-length", 0, 14));
    }
  }

  @Test
  void originThatDiesIsToldToTheClientWith1011() throws Exception {
    try (TestingOrigin origin = TestingWebSocket.origin(connection -> {});
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Caller caller = Http2Caller.open(gateway)) {
      assertThat(TestingFrame.read(caller.body()).code()).isEqualTo(1011);
      assertThat(caller.body().read()).isEqualTo(-1);
    }
  }

  @Test
  void originThatDiesWithinAFrameResetsTheStream() throws Exception {
    byte[] half = Arrays.copyOf(TestingFrame.text("cut off").fromServer(), 4);
    try (TestingOrigin origin = TestingWebSocket.origin(connection -> connection.send(half));
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Caller caller = Http2Caller.open(gateway)) {
      assertThatThrownBy(() -> caller.body().readAllBytes()).hasMessage("RST_STREAM 8");
      assertThat(gateway.awaitExchange(any -> true).truncated()).isTrue();
    }
  }

  @Test
  void streamThatIsResetEndsTheOrigin() throws Exception {
    try (TestingOrigin origin = TestingWebSocket.echo();
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Caller caller = Http2Caller.open(gateway)) {
      caller.cancel();
      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.CLIENT_GONE);
      gateway.awaitNoOriginConnections();
    }
  }

  @Test
  void clientThatSendsNoMoreStillReads() throws Exception {
    try (TestingOrigin origin =
            collecting(connection -> connection.send(TestingFrame.close(1000, "").fromServer()));
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Caller caller = Http2Caller.open(gateway)) {
      caller.send(TestingFrame.close(1000, "").fromClient()).end();
      assertThat(TestingFrame.read(caller.body()).code()).isEqualTo(1000);
      assertThat(caller.body().read()).isEqualTo(-1);
      assertThat(take().code()).isEqualTo(1000);
      assertThat(gateway.awaitExchange(any -> true).failure()).isEmpty();
    }
  }

  @Test
  void nothingForTooLongIsClosedWith1001() throws Exception {
    try (TestingOrigin origin = collecting(connection -> {});
        TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin)
                    .timeout("webSocketIdle", Duration.ofMillis(300))
                    .timeout("clientBody", Duration.ofMillis(100))
                    .timeout("exchange", Duration.ofMillis(200)));
        Http2Caller caller = Http2Caller.open(gateway)) {
      assertThat(TestingFrame.read(caller.body()).code()).isEqualTo(1001);
      assertThat(take().code()).isEqualTo(1001);
    }
  }

  @Test
  void drainClosesWith1001AndGoesAway() throws Exception {
    try (TestingOrigin origin = collecting(connection -> {});
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Caller caller = Http2Caller.open(gateway)) {
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(() -> gateway.gateway().drain(Duration.ofSeconds(20)));
      assertThat(TestingFrame.read(caller.body()).code()).isEqualTo(1001);
      assertThat(caller.body().read()).isEqualTo(-1);
      assertThat(caller.goneAway()).isTrue();
      caller.end();
      assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private TestingFrame take() throws InterruptedException {
    TestingFrame frame = atOrigin.poll(10, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("no frame reached the origin within 10 s");
    }
    return frame;
  }
}
