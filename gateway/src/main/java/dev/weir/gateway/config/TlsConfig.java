package dev.weir.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the connections of clients are encrypted.
///
/// @param selfSigned whether a certificate for local names is made at start, for trying it out
/// @param certificates which certificates there are; the name that the client asks for (SNI) is
///   looked up among their subject alternative names, and the first is for everybody else
/// @param clientCertificates whether clients have to show who they are
/// @param clientCa file with the certificates that client certificates must descend from
/// @param minimum oldest version that is spoken
public record TlsConfig(
    boolean selfSigned,
    List<CertificateConfig> certificates,
    ClientCertificates clientCertificates,
    Optional<Path> clientCa,
    Version minimum) {

  public static final TlsConfig DEFAULT =
      new TlsConfig(false, List.of(), ClientCertificates.OFF, Optional.empty(), Version.TLS_1_2);

  public TlsConfig {
    certificates = List.copyOf(certificates);
  }

  /// A certificate made at start.
  public static TlsConfig ofSelfSigned() {
    return new TlsConfig(
        true, List.of(), DEFAULT.clientCertificates, DEFAULT.clientCa, DEFAULT.minimum);
  }

  public enum ClientCertificates {
    /// Not asked for.
    OFF,
    /// Asked for and verified, but not needed.
    OPTIONAL,
    /// Nobody without one comes in.
    REQUIRED
  }

  public enum Version {
    TLS_1_2,
    TLS_1_3
  }
}
