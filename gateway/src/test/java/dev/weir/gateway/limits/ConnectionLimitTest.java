package dev.weir.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.Network;
import dev.weir.gateway.config.TlsConfig;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.status.Cause;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
  private final TestingOrigin origin = TestingOrigin.saying("fine");

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void anotherClientIsServedWhileOneHasTooMany() throws IOException {
    try (TestingGateway gateway = start("clientConnections", 1);
        TestingClient first = gateway.connect();
        TestingClient other = TestingClient.connectFrom("127.0.0.2", gateway.address())) {
      assertThat(first.get("/").answer().status()).isEqualTo(200);

      try (TestingClient second = gateway.connect()) {
        assertThat(second.get("/").answer().status()).isEqualTo(503);
        assertThat(second.closed()).isTrue();
      }
      assertThat(other.get("/").answer().status()).isEqualTo(200);
      assertThat(first.get("/").answer().status()).isEqualTo(200);
      gateway.awaitMetric(turnedAway("client-connections", 1));
    }
  }

  @Test
  void closedConnectionMakesRoom() throws IOException {
    try (TestingGateway gateway = start("clientConnections", 1)) {
      try (TestingClient first = gateway.connect()) {
        first.get("/").answer();
      }
      gateway.awaitMetric("weir_connections{side=\"client\"} 0.0");

      assertThat(status(gateway)).isEqualTo(200);
    }
  }

  @Test
  void trustedHopsMayHaveAsManyAsTheyWant() throws IOException {
    List<Network> hops = List.of(new Network(InetAddress.getLoopbackAddress(), 8));
    try (TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin).limit("clientConnections", 1).with("trustedHops", hops));
        TestingClient first = gateway.connect()) {
      first.get("/").answer();

      assertThat(status(gateway)).isEqualTo(200);
    }
  }

  @Test
  void overTlsOneTooManyIsClosedBeforeTheHandshake() throws IOException {
    TestingConfig config =
        TestingConfig.to(origin).limit("connections", 1).tls(TlsConfig.ofSelfSigned());
    try (TestingGateway gateway = TestingGateway.start(config);
        TestingClient first = gateway.connect()) {
      gateway.awaitMetric("weir_connections{side=\"client\"} 1.0");
      try (TestingClient second = gateway.connect()) {
        assertThat(second.closed()).isTrue();
      }

      assertThat(gateway.awaitExchange(each -> each.status() == 503).failure().orElseThrow())
          .satisfies(failure -> {
            assertThat(failure.cause()).isEqualTo(Cause.TOO_MANY_CONNECTIONS);
            assertThat(failure.evidence()).isEqualTo("2 connections in all (expected: at most 1)");
          });
      assertThat(first.socket().isClosed()).isFalse();
    }
  }

  @Test
  void floodIsCountedExactlyAndAnsweredInPart() throws IOException {
    int flood = 500;
    List<TestingClient> clients = new ArrayList<>();
    try (TestingGateway gateway = start("clientConnections", 1);
        TestingClient first = gateway.connect()) {
      first.get("/").answer();
      for (int i = 0; i < flood; i++) {
        clients.add(gateway.connect());
      }

      gateway.awaitMetric(turnedAway("client-connections", flood));
      // Those that may be answered send nothing, and are let go; the others have been.
      gateway.awaitMetric("weir_connections{side=\"client\"} 1.0");
      assertThat(gateway.exchanges()).hasSizeLessThan(flood / 4);
      assertThat(gateway.metrics("weir_listener_accepted_total"))
          .singleElement()
          .asString()
          .endsWith(" " + (flood + 1) + ".0");
    } finally {
      for (TestingClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void connectionThatIsTurnedAwayHasNoTimeToWaste() throws IOException {
    try (TestingGateway gateway = start("clientConnections", 1);
        TestingClient first = gateway.connect()) {
      first.get("/").answer();
      try (TestingClient second = gateway.connect().send("GET / HT")) {
        assertThat(second.answer().status()).isEqualTo(408);
      }
    }
  }

  @Test
  void lastRequestOfAConnectionIsToldSo() throws IOException {
    try (TestingGateway gateway = start("connectionRequests", 3);
        TestingClient client = gateway.connect()) {
      assertThat(client.get("/").answer().has("connection")).isFalse();
      assertThat(client.get("/").answer().has("connection")).isFalse();
      assertThat(client.get("/").answer().field("connection")).isEqualTo("close");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void whatIsPipelinedBehindTheLastRequestDoesNotCostItsAnswer() throws IOException {
    try (TestingGateway gateway = start("connectionRequests", 1);
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("GET", "/a").repeat(50));

      assertThat(client.answer().text()).isEqualTo("fine");
      assertThat(client.closed()).isTrue();
      assertThat(origin.requests()).hasSize(1);
    }
  }

  @Test
  void connectionThatSendsNothingIsCounted() throws IOException {
    TestingConfig config =
        TestingConfig.to(origin).timeout("clientIdle", java.time.Duration.ofMillis(50));
    try (TestingGateway gateway = TestingGateway.start(config);
        TestingClient client = gateway.connect()) {
      assertThat(client.closed()).isTrue();
      gateway.awaitMetric(turnedAway("unused", 1));
      assertThat(gateway.exchanges()).isEmpty();
    }
  }

  private TestingGateway start(String limit, int most) {
    return TestingGateway.start(TestingConfig.to(origin).limit(limit, most));
  }

  private static int status(TestingGateway gateway) throws IOException {
    try (TestingClient client = gateway.connect()) {
      return client.get("/").answer().status();
    }
  }

  private static String turnedAway(String reason, int count) {
    return "weir_connections_turned_away_total{reason=\"%s\"} %d.0".formatted(reason, count);
  }
}
