package dev.weir.gateway.config;

import java.time.Duration;
import java.util.List;

/// A group of origins that serve the same.
///
/// @param origins where to send requests, in turn
/// @param host what `Host` the origins see
/// @param connections most connections to one origin from one event loop
/// @param idle how long a connection may lie idle in the pool; a shorter `Keep-Alive: timeout` of
///   the origin, or one learned from its closes, wins
/// @param prohibited addresses that the names of origins must not resolve to
/// @param protocol which HTTP the origins are spoken to in
/// @param tls how `https` origins are spoken to
public record ServiceConfig(
    List<Origin> origins,
    HostPolicy host,
    int connections,
    Duration idle,
    List<Network> prohibited,
    Protocol protocol,
    OriginTlsConfig tls) {

  public ServiceConfig {
    origins = List.copyOf(origins);
    prohibited = List.copyOf(prohibited);
    if (origins.isEmpty()) {
      throw new IllegalArgumentException("origins: none (expected: at least one)");
    }
  }

  public static ServiceConfig of(List<Origin> origins) {
    return new ServiceConfig(
        origins,
        HostPolicy.KEEP,
        1024,
        Duration.ofSeconds(4),
        List.of(),
        Protocol.AUTO,
        OriginTlsConfig.DEFAULT);
  }

  public enum Protocol {
    /// Over TLS what the origin chooses (ALPN), in clear text HTTP/1.1.
    AUTO,
    /// HTTP/1.1 always.
    HTTP1,
    /// HTTP/2 always; in clear text by prior knowledge.
    HTTP2
  }

  public enum HostPolicy {
    /// The one that the client asked for.
    KEEP,
    /// The origin's own.
    ORIGIN
  }
}
