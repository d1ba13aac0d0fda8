package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.loop.Deadline;
import dev.weir.gateway.loop.Wheel;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingDns;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A bug of the gateway's own code, wherever it shows, ends in an answer with an id and a record.
///
/// A time limit that no clock can count makes the arithmetic throw where the limit begins, which is
/// a different place of the data plane for each.
class BugTest {
  private static final Duration UNCOUNTABLE = Duration.ofSeconds(Long.MAX_VALUE);
  private static final String POST = TestingClient.head("POST", "/", "Content-Length: 4") + "body";

  @ParameterizedTest
  @ValueSource(strings = {"exchange", "connect", "firstByte", "clientBody"})
  void bugBeforeTheAnswerBecomes500(String limit) throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("fine")) {
      assertAnswered(TestingConfig.to(origin).timeout(limit, UNCOUNTABLE), POST);
    }
  }

  @Test
  void bugInHeldAnswerBecomes500() throws Exception {
    try (TestingOrigin origin =
        TestingOrigin.start(connection -> {
          connection.awaitRequest();
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
          connection.awaitClose();
        })) {
      assertAnswered(
          TestingConfig.to(origin).timeout("betweenBytes", UNCOUNTABLE),
          TestingClient.head("GET", "/"));
    }
  }

  @Test
  void bugWithinTheHeadBecomes500() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("fine")) {
      assertAnswered(
          TestingConfig.to(origin).timeout("clientHead", UNCOUNTABLE), "GET / HTTP/1.1\r\n");
    }
  }

  @Test
  void bugBehindTheNameServerBecomes500() throws Exception {
    try (TestingDns dns = TestingDns.giving(InetAddress.getLoopbackAddress())) {
      assertAnswered(
          TestingConfig.to(new Origin("shop.weir.test", 80))
              .dns(dns, Duration.ofSeconds(5))
              .timeout("connect", UNCOUNTABLE),
          POST);
    }
  }

  // The limit begins where the client takes nothing of an answer that it has the beginning of.
  @Test
  void bugWithinTheAnswerCutsItOff() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
              connection.send(new byte[100_000_000]);
            });
        TestingGateway gateway =
            TestingGateway.start(TestingConfig.to(origin).timeout("clientWrite", UNCOUNTABLE));
        TestingClient client = TestingClient.connect(gateway.address(), 1 << 12)) {
      client.get("/");
      Exchange exchange = gateway.awaitExchange(Exchange::truncated);

      assertThat(cause(exchange)).isEqualTo(Cause.PROXY_INTERNAL_ERROR);
      assertThat(client.answer().whole()).isFalse();
    }
  }

  @Test
  void deadlineThatThrowsKeepsNoOtherFromExpiring() {
    AtomicLong now = new AtomicLong();
    Wheel wheel = new Wheel(now::get);
    List<String> expired = new ArrayList<>();
    Deadline broken =
        new Deadline(
            wheel,
            () -> {
              throw new IllegalStateException("bug");
            });
    Deadline sound = new Deadline(wheel, () -> expired.add("sound"));
    broken.arm(Wheel.TICK_NANOS);
    sound.arm(Wheel.TICK_NANOS);
    now.set(2 * Wheel.TICK_NANOS);

    org.assertj.core.api.Assertions.assertThatThrownBy(wheel::tick).hasMessage("bug");
    assertThat(expired).containsExactly("sound");
  }

  private static void assertAnswered(TestingConfig config, String request) throws Exception {
    try (TestingGateway gateway = TestingGateway.start(config);
        TestingClient client = gateway.connect()) {
      Answer answer = client.send(request).answer();

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).contains("proxy_internal_error", answer.field("x-request-id"));
      Exchange exchange = gateway.awaitExchange(answer.field("x-request-id"));
      assertThat(cause(exchange)).isEqualTo(Cause.PROXY_INTERNAL_ERROR);
      assertThat(exchange.failure().orElseThrow().evidence()).contains("ArithmeticException");
      gateway.awaitNoneInFlight();
    }
  }

  private static Cause cause(Exchange exchange) {
    return exchange.failure().map(Failure::cause).orElseThrow();
  }
}
