package dev.weir.gateway.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// One address at which traffic comes in; port 0 takes a free one.
public record ListenConfig(InetSocketAddress address) {
  /// Port 8080 of every IPv4 address.
  public static final ListenConfig DEFAULT =
      new ListenConfig(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 8080));
}
