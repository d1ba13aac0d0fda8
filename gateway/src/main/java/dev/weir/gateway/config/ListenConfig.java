package dev.weir.gateway.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// One address at which traffic comes in; port 0 takes a free one.
///
/// @param reusePort whether another process may listen on the same address, so that a new one can
///   start before the old one drains; off, since two started by mistake would share the traffic
///   unseen
/// @param tls how connections are encrypted; in clear text if empty
/// @param proxyProtocol whether every connection begins with a PROXY protocol header that says who
///   the client is; then one without is refused
public record ListenConfig(
    InetSocketAddress address, boolean reusePort, Optional<TlsConfig> tls, boolean proxyProtocol) {
  /// Port 8080 of every IPv4 address.
  public static final ListenConfig DEFAULT =
      at(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 8080));

  /// In clear text.
  public static ListenConfig at(InetSocketAddress address) {
    return new ListenConfig(address, false, Optional.empty(), false);
  }
}
