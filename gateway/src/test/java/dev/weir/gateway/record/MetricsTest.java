package dev.weir.gateway.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private final Metrics metrics = new Metrics();
  private final TestingExchange exchange = new TestingExchange();

  @Test
  void requestsAreCountedByRouteStatusAndCause() {
    metrics.record(exchange.make());
    metrics.record(exchange.make());
    exchange.status = 504;
    exchange.failure = Optional.of(Failure.of(Cause.HTTP_RESPONSE_TIMEOUT, ""));
    metrics.record(exchange.make());
    assertThat(page())
        .contains("# TYPE weir_requests_total counter")
        .contains("weir_requests_total{cause=\"\",route=\"shop\",status=\"200\"} 2.0")
        .contains(
            "weir_requests_total{cause=\"http_response_timeout\",route=\"shop\",status=\"504\"}"
                + " 1.0");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 600, 999, Integer.MAX_VALUE})
  void whatIsNoStatusCodeIsOther(int status) {
    metrics.record(TestingExchange.withStatus(status));
    assertThat(page())
        .contains("weir_requests_total{cause=\"\",route=\"shop\",status=\"other\"} 1.0");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 599})
  void everyStatusCodeIsItself(int status) {
    metrics.record(TestingExchange.withStatus(status));
    assertThat(page()).contains("status=\"" + status + "\"} 1.0");
  }

  @Test
  void durationsFillCumulativeBucketsInSeconds() {
    for (long micros : new long[] {500, 501, 60_000_000, 60_000_001}) {
      exchange.duration = Duration.ofNanos(micros * 1_000);
      metrics.record(exchange.make());
    }
    assertThat(page())
        .contains("# TYPE weir_request_duration_seconds histogram")
        .contains("weir_request_duration_seconds_bucket{route=\"shop\",le=\"5.0E-4\"} 1")
        .contains("weir_request_duration_seconds_bucket{route=\"shop\",le=\"0.001\"} 2")
        .contains("weir_request_duration_seconds_bucket{route=\"shop\",le=\"30.0\"} 2")
        .contains("weir_request_duration_seconds_bucket{route=\"shop\",le=\"60.0\"} 3")
        .contains("weir_request_duration_seconds_bucket{route=\"shop\",le=\"+Inf\"} 4")
        .contains("weir_request_duration_seconds_count{route=\"shop\"} 4")
        .contains("weir_request_duration_seconds_sum{route=\"shop\"} 120.001002");
  }

  @Test
  void bytesAreSummedByRoute() {
    metrics.record(exchange.make());
    metrics.record(exchange.make());
    assertThat(page())
        .contains("weir_request_bytes_total{route=\"shop\"} 20.0")
        .contains("weir_response_bytes_total{route=\"shop\"} 390.0");
  }

  @Test
  void attemptsAreCountedByOriginAndOutcome() {
    exchange.attempts =
        List.of(
            TestingExchange.attempt("a:1", 0, Optional.of(Cause.CONNECTION_REFUSED)),
            TestingExchange.attempt("b:2", 0, Optional.empty()),
            TestingExchange.attempt("c:3", 206, Optional.of(Cause.HTTP_RESPONSE_INCOMPLETE)),
            TestingExchange.attempt("d:4", 503, Optional.empty()));
    metrics.record(exchange.make());
    assertThat(page())
        .contains("weir_attempts_total{origin=\"a:1\",outcome=\"connection_refused\"} 1.0")
        .contains("weir_attempts_total{origin=\"b:2\",outcome=\"abandoned\"} 1.0")
        .contains("weir_attempts_total{origin=\"c:3\",outcome=\"http_response_incomplete\"} 1.0")
        .contains("weir_attempts_total{origin=\"d:4\",outcome=\"5xx\"} 1.0")
        .contains("weir_attempt_duration_seconds_count{origin=\"d:4\"} 1");
  }

  @Test
  void namesBeyondTheBoundShareOnePlace() {
    for (int i = 0; i < 1_005; i++) {
      exchange.route = "route-" + i;
      metrics.record(exchange.make());
    }
    assertThat(page())
        .contains("weir_request_duration_seconds_count{route=\"route-999\"} 1")
        .doesNotContain("route-1000")
        .contains("weir_request_duration_seconds_count{route=\"(other)\"} 5");
  }

  @Test
  void hostileNamesAreEscaped() {
    exchange.route = "a\"b\\c\nd";
    metrics.record(exchange.make());
    assertThat(page()).contains("route=\"a\\\"b\\\\c\\nd\"");
  }

  @Test
  void gaugesAskWhenTheyAreRead() {
    long[] connections = {3};
    metrics.gauges(() -> connections[0], () -> 5, () -> 2);
    assertThat(page())
        .contains("weir_connections{side=\"client\"} 3.0")
        .contains("weir_connections{side=\"origin\"} 5.0")
        .contains("weir_in_flight 2.0");
    connections[0] = 4;
    assertThat(page()).contains("weir_connections{side=\"client\"} 4.0");
  }

  @Test
  void reloadsAreCountedByResultFromZero() {
    assertThat(page()).contains("weir_reloads_total{result=\"failure\"} 0.0");
    metrics.reloaded(true);
    metrics.reloaded(false);
    metrics.reloaded(false);
    assertThat(page())
        .contains("weir_reloads_total{result=\"success\"} 1.0")
        .contains("weir_reloads_total{result=\"failure\"} 2.0");
  }

  private String page() {
    return new String(metrics.prometheus(), UTF_8);
  }
}
