package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.status.Cause;
import dev.weir.status.Sent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Connections to an origin that are used again: what happens when it closes them at the wrong
/// moment, and how the gateway keeps out of its way (RFC 9112 section 9.3.1).
class KeepAliveTest {
  private static final String KEPT = TestingOrigin.ok("fine");

  @Test
  void getOnConnectionThatDiesIsRepeatedOnFreshOne() throws Exception {
    try (TestingOrigin origin = closingAtSecondRequest();
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/first").answer();
      Answer answer = client.get("/second").answer();

      assertThat(answer.status()).isEqualTo(200);
      assertRepeated(gateway.awaitExchange(answer.field("x-request-id")));
    }
  }

  @Test
  void putOnConnectionThatDiesIsRepeatedWithItsBody() throws Exception {
    try (TestingOrigin origin = closingAtSecondRequest();
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/first").answer();
      client.send(TestingClient.head("PUT", "/second", "Content-Length: 4") + "body");
      Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(200);
      assertRepeated(gateway.awaitExchange(answer.field("x-request-id")));
      assertThat(origin.requests().getLast().text()).isEqualTo("body");
    }
  }

  @Test
  void putInChunksIsRepeatedWhileItsBodyStillComes() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              if (connection.number() == 1) {
                connection.awaitRequest();
                connection.send(KEPT);
                connection.awaitHead();
              } else {
                connection.awaitRequest();
                connection.send(KEPT);
              }
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/first").answer();
      client.send(TestingClient.head("PUT", "/second", "Transfer-Encoding: chunked"));
      client.send("4\r\nhalf\r\n");
      await().until(() -> origin.connections() == 2);
      client.send("4\r\nrest\r\n0\r\n\r\n");
      Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(origin.requests().getLast().text()).isEqualTo("halfrest");
    }
  }

  @Test
  void postOnConnectionThatDiesIsNotRepeatedAndMayHaveBeenProcessed() throws Exception {
    try (TestingOrigin origin = closingAtSecondRequest();
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/first").answer();
      client.send(TestingClient.head("POST", "/second", "Content-Length: 4") + "body");
      Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("\"sent\":\"maybe\"");
      Exchange exchange = gateway.awaitExchange(answer.field("x-request-id"));
      assertThat(exchange.failure().orElseThrow().sent()).isEqualTo(Sent.MAYBE);
      assertThat(exchange.attempts()).singleElement().matches(attempt -> attempt.reused());
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  void repeatedRequestIsNotRepeatedAgain() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              if (connection.number() == 1) {
                connection.send(KEPT);
                connection.awaitRequest();
              }
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/first").answer();
      Answer answer = client.get("/second").answer();

      assertThat(answer.status()).isEqualTo(502);
      Exchange exchange = gateway.awaitExchange(answer.field("x-request-id"));
      assertThat(exchange.attempts()).hasSize(2);
      assertThat(exchange.failure().orElseThrow().attempts()).isEqualTo(2);
    }
  }

  @Test
  void timeoutThatTheOriginTellsIsKept() throws Exception {
    AtomicInteger closedInTime = new AtomicInteger();
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send(KEPT.replace("\r\n\r\n", "\r\nKeep-Alive: timeout=1\r\n\r\n"));
              long start = System.nanoTime();
              connection.awaitClose();
              if (System.nanoTime() - start < 1_000_000_000) {
                closedInTime.incrementAndGet();
              }
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/").answer();

      await().atMost(Duration.ofSeconds(3)).until(() -> closedInTime.get() == 1);
    }
  }

  @Test
  void connectionIsNotUsedAgainWhereTheOriginKeepsNone() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering(KEPT.replace("\r\n\r\n", "\r\nKeep-Alive: timeout=0\r\n\r\n"));
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/first").answer();
      client.get("/second").answer();

      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void timeAfterWhichTheOriginClosesIsLearned() throws Exception {
    AtomicInteger closedByGateway = new AtomicInteger();
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send(KEPT);
              if (connection.number() == 1) {
                connection.socket().setSoTimeout(200);
                connection.awaitClose();
              }
              connection.awaitClose();
              closedByGateway.incrementAndGet();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/").answer();
      gateway.awaitNoOriginConnections();
      client.get("/").answer();

      // By itself it would keep the connection for four seconds.
      await().atMost(Duration.ofSeconds(2)).until(() -> closedByGateway.get() == 1);
    }
  }

  // An origin that is restarted closes all its connections, however young.
  @Test
  @Timeout(20)
  void whatWasLearnedIsForgottenWhereItProvesWrong() throws Exception {
    AtomicLong oldest = new AtomicLong();
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send(KEPT);
              if (connection.number() > 1) {
                long start = System.nanoTime();
                connection.awaitClose();
                oldest.accumulateAndGet(System.nanoTime() - start, Math::max);
              }
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/").answer();
      while (oldest.get() < TimeUnit.MILLISECONDS.toNanos(100)) {
        gateway.awaitNoOriginConnections();
        client.get("/").answer();
      }

      assertThat(origin.connections()).isGreaterThan(2);
    }
  }

  // The race, made certain: it closes when the request on the used connection has gone out.
  private static TestingOrigin closingAtSecondRequest() {
    return TestingOrigin.start(connection -> {
      connection.awaitRequest();
      connection.send(KEPT);
      connection.awaitRequest();
      if (connection.number() > 1) {
        connection.send(KEPT);
      }
    });
  }

  private static void assertRepeated(Exchange exchange) {
    assertThat(exchange.attempts()).hasSize(2);
    assertThat(exchange.attempts().getFirst().reused()).isTrue();
    assertThat(exchange.attempts().getFirst().cause()).contains(Cause.CONNECTION_TERMINATED);
    assertThat(exchange.attempts().getLast().reused()).isFalse();
    assertThat(exchange.attempts().getLast().status()).isEqualTo(200);
    assertThat(exchange.failure()).isEmpty();
  }
}
