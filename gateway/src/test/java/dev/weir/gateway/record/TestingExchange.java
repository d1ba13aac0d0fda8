package dev.weir.gateway.record;

import dev.weir.exchange.AnsweredBy;
import dev.weir.exchange.Attempt;
import dev.weir.exchange.Exchange;
import dev.weir.exchange.WebSocketTraffic;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An ordinary exchange, of which a test changes what it is about.
final class TestingExchange {
  String requestId = "0198c2f4a1b27d3e0198c2f4a1b27d3e";
  String query = "";
  String route = "shop";
  int status = 200;
  Duration duration = Duration.ofNanos(1_523_999);
  Optional<Failure> failure = Optional.empty();
  boolean truncated;
  Optional<WebSocketTraffic> webSocket = Optional.empty();
  List<Attempt> attempts = List.of(answered(200));

  static Attempt answered(int status) {
    return attempt("10.0.0.1:8080", status, Optional.empty());
  }

  static Attempt attempt(String origin, int status, Optional<Cause> cause) {
    return new Attempt(
        origin, true, status, cause, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(2));
  }

  static Exchange withId(String requestId) {
    var exchange = new TestingExchange();
    exchange.requestId = requestId;
    return exchange.make();
  }

  static Exchange withStatus(int status) {
    var exchange = new TestingExchange();
    exchange.status = status;
    return exchange.make();
  }

  Exchange make() {
    return new Exchange(
        Instant.parse("2026-01-31T23:59:58.012345Z"),
        duration,
        requestId,
        "",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "00f067aa0ba902b7",
        "192.0.2.7",
        "GET",
        "https",
        "shop.example.com:8443",
        "/api/items/7",
        query,
        "1.1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "",
        route,
        "shop",
        status,
        10,
        195,
        AnsweredBy.ORIGIN,
        failure,
        false,
        truncated,
        attempts,
        webSocket);
  }
}
