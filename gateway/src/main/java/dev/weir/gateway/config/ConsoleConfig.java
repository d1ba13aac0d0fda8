package dev.weir.gateway.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where metrics, health and control are served: loopback unless told otherwise.
public record ConsoleConfig(InetSocketAddress address) {
  /// Port 9090, for this machine only.
  public static final ConsoleConfig DEFAULT =
      new ConsoleConfig(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9090));
}
