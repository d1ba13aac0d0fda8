package dev.weir.gateway.config;

/// One server behind the gateway.
///
/// @param host a name or an address literal (IPv6 without brackets)
/// @param tls whether it is spoken to over TLS (`https`)
public record Origin(String host, int port, boolean tls) {
  public Origin {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
  }

  /// One in clear text.
  public Origin(String host, int port) {
    this(host, port, false);
  }

  /// As it stands in a `Host` field: IPv6 in brackets, the usual port left out.
  public String authority() {
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? bracketed : bracketed + ":" + port;
  }

  /// Host and port, always both.
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
