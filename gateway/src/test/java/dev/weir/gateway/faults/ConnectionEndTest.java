package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// How connections of clients end: by the client's half, by time, by shutdown.
class ConnectionEndTest {
  @Test
  void clientThatSendsNoMoreIsStillAnswered() throws Exception {
    CountDownLatch halfClosed = new CountDownLatch(1);
    try (TestingOrigin origin = answeringAfter(halfClosed);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/", "Connection: close").halfClose();
      halfClosed.countDown();

      assertThat(client.answer().text()).isEqualTo("fine");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void pipelinedRequestsOfClientThatSendsNoMoreAreAnswered() throws Exception {
    CountDownLatch halfClosed = new CountDownLatch(1);
    try (TestingOrigin origin = answeringAfter(halfClosed);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      String get = TestingClient.head("GET", "/");
      client.send(get + get + TestingClient.head("GET", "/", "Connection: close")).halfClose();
      halfClosed.countDown();

      for (int i = 0; i < 3; i++) {
        assertThat(client.answer().text()).isEqualTo("fine");
      }
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void idleClientIsLetGo() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("fine");
        TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin).timeout("clientIdle", Duration.ofMillis(50)));
        TestingClient client = gateway.connect()) {
      client.get("/").answer();

      assertThat(client.closed()).isTrue();
      assertThat(gateway.exchanges()).hasSize(1);
    }
  }

  @Test
  void clientThatTakesNothingIsLetGo() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send("HTTP/1.1 200 OK\r\n\r\n");
              while (true) {
                connection.send(new byte[1 << 16]);
              }
            });
        TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin).timeout("clientWrite", Duration.ofMillis(100)));
        TestingClient client = TestingClient.connect(gateway.address(), 1 << 12)) {
      client.get("/");

      assertThat(gateway.awaitExchange(exchange -> true).truncated()).isTrue();
    }
  }

  @Test
  void drainLetsExchangesEndAndTakesNoMore() throws Exception {
    CountDownLatch drained = new CountDownLatch(1);
    try (TestingOrigin origin = answeringAfter(drained);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient idle = gateway.connect();
        TestingClient client = gateway.connect()) {
      client.get("/");
      await().until(() -> origin.connections() == 1);
      var address = gateway.address();
      CompletableFuture<Boolean> drain =
          CompletableFuture.supplyAsync(() -> gateway.gateway().drain(Duration.ofSeconds(5)));
      await().until(() -> !gateway.gateway().ready());

      assertThatThrownBy(() -> awaitRefusal(address)).isInstanceOf(ConnectException.class);
      assertThat(idle.closed()).isTrue();
      drained.countDown();
      Answer answer = client.answer();
      assertThat(answer.text()).isEqualTo("fine");
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(client.closed()).isTrue();
      assertThat(drain.get()).isTrue();
    }
  }

  // Readiness goes first, the listener a moment later.
  private static void awaitRefusal(java.net.InetSocketAddress address) throws Exception {
    for (int i = 0; i < 1000; i++) {
      TestingClient.connect(address).close();
    }
  }

  private static TestingOrigin answeringAfter(CountDownLatch latch) {
    return TestingOrigin.start(connection -> {
      while (connection.awaitRequest()) {
        latch.await();
        connection.send(TestingOrigin.ok("fine"));
      }
    });
  }
}
