package dev.weir.gateway.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// How names of origins are resolved.
///
/// @param servers name servers to ask; empty for those of the system
/// @param timeout how long one question may take
public record DnsConfig(List<InetSocketAddress> servers, Duration timeout) {
  public static final DnsConfig DEFAULT = new DnsConfig(List.of(), Duration.ofSeconds(2));

  public DnsConfig {
    servers = List.copyOf(servers);
  }
}
