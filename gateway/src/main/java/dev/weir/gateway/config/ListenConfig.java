package dev.weir.gateway.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// One address at which traffic comes in; port 0 takes a free one.
///
/// @param reusePort whether another process may listen on the same address, so that a new one can
///   start before the old one drains; off, since two started by mistake would share the traffic
///   unseen
public record ListenConfig(InetSocketAddress address, boolean reusePort) {
  /// Port 8080 of every IPv4 address.
  public static final ListenConfig DEFAULT =
      new ListenConfig(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 8080), false);
}
