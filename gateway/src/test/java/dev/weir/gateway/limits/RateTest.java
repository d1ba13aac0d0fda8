package dev.weir.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.Size;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.status.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Slow clients, and those that only look so.
class RateTest {
  private static final Duration STRETCH = Duration.ofMillis(300);
  private static final int LARGE = 32 << 20;

  // Nobody opens it: what waits for it waits this long.
  private final CountDownLatch pause = new CountDownLatch(1);

  @Test
  void slowBodyIs408AndTheLogSaysHowSlow() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("fine");
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("POST", "/", "Content-Length: 1000000"));
      Thread.ofVirtual().start(() -> trickle(client));

      assertThat(client.answer().status()).isEqualTo(408);
      assertThat(failed(gateway, Cause.REQUEST_TIMEOUT).failure().orElseThrow().evidence())
          .matches(
              "the client sent of its body \\d+ bytes within PT0.3S \\(expected: at least 300\\)");
    }
  }

  @Test
  void bodyThatKeepsTheRateComesThrough() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("fine");
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("POST", "/", "Content-Length: 20480"));
      for (int i = 0; i < 20; i++) {
        client.send("a".repeat(1024));
        rest(50);
      }

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void clientOwesNothingWhileTheOriginDoesNotRead() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitHead();
              read.await();
              connection.awaitBytes(LARGE);
              connection.send(TestingOrigin.ok("all"));
              connection.awaitClose();
            });
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("PUT", "/", "Content-Length: " + LARGE));
      Thread sender = Thread.ofVirtual().start(() -> sendQuietly(client, new byte[LARGE]));
      rest(4 * STRETCH.toMillis());
      read.countDown();

      assertThat(client.answer().text()).isEqualTo("all");
      sender.join();
    }
  }

  @Test
  void slowReaderIsGoneAndTheLogSaysHowSlow() throws Exception {
    try (TestingOrigin origin = large();
        TestingGateway gateway = gateway(origin);
        TestingClient client = TestingClient.connect(gateway.address(), 4096)) {
      client.get("/").answerHead();
      Thread.ofVirtual().start(() -> readByByte(client));

      Exchange exchange = failed(gateway, Cause.CLIENT_GONE);
      assertThat(exchange.truncated()).isTrue();
      assertThat(exchange.failure().orElseThrow().evidence())
          .matches("took of its answer (nothing|\\d+ bytes) (for|within) PT0.3S.*");
      gateway.awaitNoOriginConnections();
    }
  }

  // The socket says that it takes more when a third of its buffer is free, and at this speed that
  // would be after seconds.
  @Test
  void steadyReaderIsNotCut() throws Exception {
    try (TestingOrigin origin = large();
        TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin)
                    .timeout("clientWrite", Duration.ofMillis(500))
                    .limit("responseRate", Size.ofKiB(1)));
        TestingClient client = TestingClient.connect(gateway.address(), 16 << 10)) {
      client.get("/").answerHead();
      int read = 0;
      for (int i = 0; i < 100; i++) {
        read += client.buffered().readNBytes(8 << 10).length;
        rest(20);
      }

      assertThat(read).isEqualTo(100 * (8 << 10));
      assertThat(gateway.exchanges()).isEmpty();
    }
  }

  @Test
  void uptakeOfASlowOriginIsSeen() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitHead();
              for (int i = 0; i < 60; i++) {
                connection.awaitBytes(8 << 10);
                rest(20);
              }
              connection.awaitBytes(LARGE - 60 * (8 << 10));
              connection.send(TestingOrigin.ok("all"));
              connection.awaitClose();
            });
        TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin).timeout("originWrite", Duration.ofMillis(400)));
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("PUT", "/", "Content-Length: " + LARGE));
      Thread sender = Thread.ofVirtual().start(() -> sendQuietly(client, new byte[LARGE]));

      assertThat(client.answer().text()).isEqualTo("all");
      sender.join();
    }
  }

  private static TestingGateway gateway(TestingOrigin origin) {
    return TestingGateway.start(
        TestingConfig.to(origin)
            .timeout("clientBody", STRETCH)
            .timeout("clientWrite", STRETCH)
            .limit("requestRate", new Size(1000))
            .limit("responseRate", Size.ofMiB(1)));
  }

  private static TestingOrigin large() {
    return TestingOrigin.start(connection -> {
      connection.awaitRequest();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
      connection.send(new byte[LARGE]);
      connection.awaitClose();
    });
  }

  private static Exchange failed(TestingGateway gateway, Cause cause) {
    return gateway.awaitExchange(
        each -> each.failure().map(failure -> failure.cause() == cause).orElse(false));
  }

  private void rest(long millis) throws InterruptedException {
    assertThat(pause.await(millis, TimeUnit.MILLISECONDS)).isFalse();
  }

  private void trickle(TestingClient client) {
    try {
      while (true) {
        client.send("a");
        rest(20);
      }
    } catch (IOException | InterruptedException over) {
      return;
    }
  }

  private void readByByte(TestingClient client) {
    try {
      while (client.buffered().read() >= 0) {
        rest(20);
      }
    } catch (IOException | InterruptedException over) {
      return;
    }
  }

  private static void sendQuietly(TestingClient client, byte[] bytes) {
    try {
      client.send(bytes);
    } catch (IOException closed) {
      return;
    }
  }
}
