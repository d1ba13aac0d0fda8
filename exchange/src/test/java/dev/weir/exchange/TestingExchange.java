package dev.weir.exchange;

import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An ordinary exchange, of which a test changes what it is about.
final class TestingExchange {
  static final Instant START = Instant.parse("2026-01-31T23:59:58.012345678Z");
  String requestId = "0198c2f4a1b27d3e";
  String clientRequestId = "";
  String method = "GET";
  String authority = "shop.example.com:8443";
  String path = "/api/items/7";
  String query = "";
  String userAgent = "curl/8.5.0";
  String referer = "";
  String route = "shop";
  int status = 200;
  Optional<Failure> failure = Optional.empty();
  AnsweredBy answeredBy = AnsweredBy.ORIGIN;
  boolean wrapped;
  boolean truncated;
  Optional<WebSocketTraffic> webSocket = Optional.empty();
  List<Attempt> attempts =
      List.of(
          new Attempt(
              "10.0.0.1:8080",
              true,
              200,
              Optional.empty(),
              Duration.ZERO,
              Duration.ofNanos(1_100_000),
              Duration.ofNanos(1_400_999)));

  static Attempt refused() {
    return new Attempt(
        "10.0.0.2:8080",
        false,
        0,
        Optional.of(Cause.CONNECTION_REFUSED),
        Duration.ofNanos(250_000),
        Duration.ZERO,
        Duration.ofNanos(260_000));
  }

  Exchange make() {
    return new Exchange(
        START,
        Duration.ofNanos(1_523_999),
        requestId,
        clientRequestId,
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "00f067aa0ba902b7",
        "192.0.2.7",
        method,
        "https",
        authority,
        path,
        query,
        "1.1",
        userAgent,
        referer,
        route,
        "shop",
        status,
        0,
        195,
        answeredBy,
        failure,
        wrapped,
        truncated,
        attempts,
        webSocket);
  }
}
