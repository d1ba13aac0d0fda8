package dev.weir.gateway.websocket;

import static dev.weir.gateway.testing.TestingFrame.CLOSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.Exchange;
import dev.weir.exchange.WebSocketTraffic;
import dev.weir.exchange.WebSocketTraffic.ClosedBy;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingFrame;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.gateway.testing.TestingWebSocket;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How a WebSocket ends: by one side, by the other, or by the gateway.
final class WebSocketEndTest {
  private static final byte[] HALF = Arrays.copyOf(TestingFrame.text("cut off").fromServer(), 4);

  private final BlockingQueue<TestingFrame> atOrigin = new LinkedBlockingQueue<>();

  // An origin that collects frames until there are no more.
  private TestingOrigin collecting() {
    return TestingWebSocket.origin(this::collect);
  }

  private void collect(TestingOrigin.Connection connection) throws IOException {
    try {
      while (true) {
        atOrigin.add(TestingFrame.read(connection.buffered()));
      }
    } catch (EOFException ended) {
      // That is what it waits for.
    }
  }

  @Test
  void originThatDiesIsToldToTheClientWith1011AndTheRequestId() throws Exception {
    try (TestingOrigin origin =
            TestingWebSocket.origin(
                connection -> connection.send(TestingFrame.text("last").fromServer()));
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      assertThat(TestingFrame.read(client.buffered()).text()).isEqualTo("last");
      TestingFrame goodbye = TestingFrame.read(client.buffered());
      assertThat(goodbye.code()).isEqualTo(1011);
      assertThat(goodbye.masked()).isFalse();
      assertThat(client.closed()).isTrue();
      client.socket().close();

      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(goodbye.reason()).isEqualTo("http_response_incomplete " + exchange.requestId());
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.HTTP_RESPONSE_INCOMPLETE);
      assertThat(exchange.truncated()).isTrue();
      assertThat(exchange.webSocket()).contains(new WebSocketTraffic(0, 1, 1006, ClosedBy.ORIGIN));
    }
  }

  @Test
  void originThatResetsIsToldToTheClientToo() throws Exception {
    CompletableFuture<Boolean> now = new CompletableFuture<>();
    try (TestingOrigin origin =
            TestingWebSocket.origin(connection -> {
              now.join();
              connection.reset();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      now.complete(true);
      assertThat(TestingFrame.read(client.buffered()).code()).isEqualTo(1011);
      Exchange exchange = closeAndAwait(client, gateway);
      assertThat(exchange.failure().map(Failure::evidence).orElse("")).contains("reset");
      assertThat(exchange.attempts().getFirst().cause()).contains(Cause.HTTP_RESPONSE_INCOMPLETE);
    }
  }

  @Test
  void originThatDiesWithinAFrameCutsTheClientOff() throws Exception {
    try (TestingOrigin origin = TestingWebSocket.origin(connection -> connection.send(HALF));
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      assertThat(client.buffered().readAllBytes()).isEqualTo(HALF);
      Exchange exchange = closeAndAwait(client, gateway);
      assertThat(exchange.truncated()).isTrue();
    }
  }

  @Test
  void clientThatVanishesEndsTheOriginAndIsRecorded() throws Exception {
    try (TestingOrigin origin = collecting();
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      client.reset();
      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.CLIENT_GONE);
      assertThat(exchange.status()).isEqualTo(101);
      assertThat(exchange.truncated()).isFalse();
      assertThat(exchange.webSocket()).contains(new WebSocketTraffic(0, 0, 1006, ClosedBy.CLIENT));
      gateway.awaitNoOriginConnections();
    }
  }

  @Test
  void clientThatSendsNoMoreStillReads() throws Exception {
    try (TestingOrigin origin =
            TestingWebSocket.origin(connection -> {
              collect(connection);
              connection.send(TestingFrame.text("after your end").fromServer());
              connection.send(TestingFrame.close(1000, "").fromServer());
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      client.send(TestingFrame.text("all I have").fromClient());
      client.send(TestingFrame.close(1000, "").fromClient()).halfClose();
      assertThat(TestingFrame.read(client.buffered()).text()).isEqualTo("after your end");
      assertThat(TestingFrame.read(client.buffered()).opcode()).isEqualTo(CLOSE);
      assertThat(client.closed()).isTrue();
      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.failure()).isEmpty();
      assertThat(exchange.truncated()).isFalse();
    }
  }

  @Test
  void originThatSendsNoMoreStillReads() throws Exception {
    try (TestingOrigin origin =
            TestingWebSocket.origin(connection -> {
              connection.send(TestingFrame.close(1001, "").fromServer());
              connection.socket().shutdownOutput();
              collect(connection);
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      assertThat(TestingFrame.read(client.buffered()).code()).isEqualTo(1001);
      assertThat(client.closed()).isTrue();
      client.send(TestingFrame.text("one more").fromClient());
      client.send(TestingFrame.close(1001, "").fromClient());
      assertThat(take().text()).isEqualTo("one more");
      assertThat(take().code()).isEqualTo(1001);
      client.socket().close();
      assertThat(gateway.awaitExchange(any -> true).webSocket())
          .contains(new WebSocketTraffic(1, 0, 1001, ClosedBy.ORIGIN));
    }
  }

  @Test
  void nothingForTooLongIsClosedWith1001OnBothSides() throws Exception {
    try (TestingOrigin origin = collecting();
        TestingGateway gateway = impatient(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      client.send(TestingFrame.text("only one").fromClient());
      TestingFrame goodbye = TestingFrame.read(client.buffered());
      assertThat(goodbye.code()).isEqualTo(1001);
      assertThat(goodbye.reason()).startsWith("idle ");
      assertThat(take().text()).isEqualTo("only one");
      TestingFrame toOrigin = take();
      assertThat(toOrigin.masked()).isTrue();
      assertThat(toOrigin.code()).isEqualTo(1001);
      assertThat(toOrigin.reason()).isEqualTo(goodbye.reason());

      Exchange exchange = closeAndAwait(client, gateway);
      assertThat(exchange.failure()).isEmpty();
      assertThat(exchange.truncated()).isFalse();
      assertThat(exchange.webSocket()).contains(new WebSocketTraffic(1, 0, 1001, ClosedBy.GATEWAY));
    }
  }

  @Test
  void originThatStopsWithinAFrameIsCutOff() throws Exception {
    try (TestingOrigin origin =
            TestingWebSocket.origin(connection -> {
              connection.send(HALF);
              collect(connection);
            });
        TestingGateway gateway = impatient(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      assertThat(client.buffered().readAllBytes()).isEqualTo(HALF);
      assertThat(take().code()).isEqualTo(1001);
      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.CONNECTION_READ_TIMEOUT);
      assertThat(exchange.truncated()).isTrue();
    }
  }

  @Test
  void clientThatStopsWithinAFrameIsToldAndTheOriginCutOff() throws Exception {
    try (TestingOrigin origin = collecting();
        TestingGateway gateway = impatient(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      client.send(Arrays.copyOf(TestingFrame.text("cut off").fromClient(), 9));
      assertThat(TestingFrame.read(client.buffered()).code()).isEqualTo(1001);
      Exchange exchange = closeAndAwait(client, gateway);
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.REQUEST_TIMEOUT);
      assertThat(atOrigin).isEmpty();
    }
  }

  @Test
  void drainClosesWith1001AndTakesNoLongerThanThat() throws Exception {
    try (TestingOrigin origin = collecting();
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(() -> gateway.gateway().drain(Duration.ofSeconds(20)));
      TestingFrame goodbye = TestingFrame.read(client.buffered());
      assertThat(goodbye.code()).isEqualTo(1001);
      assertThat(goodbye.reason()).startsWith("draining ");
      assertThat(take().code()).isEqualTo(1001);
      assertThat(client.closed()).isTrue();
      Exchange exchange = closeAndAwait(client, gateway);
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.DRAINING);
      assertThat(exchange.truncated()).isFalse();
      assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void drainWaitsForTheEndOfAFrame() throws Exception {
    byte[] frame = TestingFrame.text("in two parts").fromClient();
    try (TestingOrigin origin = collecting();
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      client.send(Arrays.copyOf(frame, 8));
      gateway.awaitMetric("weir_websockets 1.0");
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(() -> gateway.gateway().drain(Duration.ofSeconds(20)));
      while (gateway.gateway().ready()) {
        Thread.onSpinWait();
      }
      client.send(Arrays.copyOfRange(frame, 8, frame.length));
      assertThat(take().text()).isEqualTo("in two parts");
      assertThat(TestingFrame.read(client.buffered()).code()).isEqualTo(1001);
      client.socket().close();
      assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void endOfTheDrainTimeCutsWhatIsWithinAFrame() throws Exception {
    try (TestingOrigin origin =
            TestingWebSocket.origin(connection -> {
              connection.send(HALF);
              collect(connection);
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      assertThat(client.buffered().readNBytes(HALF.length)).isEqualTo(HALF);
      assertThat(gateway.gateway().drain(Duration.ofMillis(50))).isFalse();
      assertThat(client.closed()).isTrue();
      Exchange exchange = gateway.awaitExchange(any -> true);
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.DRAINING);
      assertThat(exchange.truncated()).isTrue();
    }
  }

  private TestingGateway impatient(TestingOrigin origin) {
    return TestingGateway.start(
        TestingConfig.to(origin).timeout("webSocketIdle", Duration.ofMillis(300)));
  }

  private TestingFrame take() throws InterruptedException {
    TestingFrame frame = atOrigin.poll(10, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("no frame reached the origin within 10 s");
    }
    return frame;
  }

  private static Exchange closeAndAwait(TestingClient client, TestingGateway gateway)
      throws IOException {
    client.socket().close();
    return gateway.awaitExchange(any -> true);
  }
}
