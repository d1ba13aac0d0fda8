package dev.weir.gateway.identify;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The other end of a client's connection, worked out once a connection.
///
/// @param address its address as text
/// @param node its address as `Forwarded` writes it: IPv6 in brackets and quotes (RFC 7239 section
///   6)
/// @param scheme `http` or `https`
/// @param certificate what it showed of itself and what was verified, as `Client-Cert` writes it
///   (RFC 9440), or the empty string
public record Peer(
    InetAddress inet, String address, String node, String scheme, String certificate) {
  public static Peer of(InetSocketAddress remote, String scheme) {
    String address = remote.getAddress().getHostAddress();
    int zone = address.indexOf('%');
    String plain = zone < 0 ? address : address.substring(0, zone);
    String node = plain.indexOf(':') >= 0 ? "\"[" + plain + "]\"" : plain;
    return new Peer(remote.getAddress(), plain, node, scheme, "");
  }

  /// The same with this certificate.
  public Peer showing(String certificate) {
    return new Peer(inet, address, node, scheme, certificate);
  }
}
