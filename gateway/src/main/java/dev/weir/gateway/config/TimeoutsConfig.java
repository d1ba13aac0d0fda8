package dev.weir.gateway.config;

import java.time.Duration;

/// Time limits, all finite; each ends in its own cause.
///
/// @param clientIdle how long a client's connection may lie idle between exchanges
/// @param clientHead from the first byte of a request until its head is whole
/// @param clientBody between two reads of a request body
/// @param clientWrite how long a client may take nothing of its answer
/// @param connect until a connection to an origin is there
/// @param originWrite how long an origin may take nothing of the request
/// @param firstByte from the whole request until the first byte of the answer
/// @param betweenBytes between two reads of an answer
/// @param exchange the exchange as a whole
/// @param tlsHandshake until the TLS handshake of a client or an origin is done
/// @param webSocketIdle how long a WebSocket may carry nothing either way
public record TimeoutsConfig(
    Duration clientIdle,
    Duration clientHead,
    Duration clientBody,
    Duration clientWrite,
    Duration connect,
    Duration originWrite,
    Duration firstByte,
    Duration betweenBytes,
    Duration exchange,
    Duration tlsHandshake,
    Duration webSocketIdle) {

  public static final TimeoutsConfig DEFAULT =
      new TimeoutsConfig(
          Duration.ofSeconds(75),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5));
}
