package dev.weir.gateway.config;

import java.nio.file.Path;
import java.util.Optional;

/// How `https` origins are spoken to.
///
/// @param verify whether the origin's certificate must be valid for its name; only for trying
///   something out is it ever off
/// @param ca file with the certificates to trust; those of the system if empty
/// @param certificate what to show an origin that asks who we are
/// @param serverName the name to ask for (SNI) and to verify; the origin's host if empty
public record OriginTlsConfig(
    boolean verify,
    Optional<Path> ca,
    Optional<CertificateConfig> certificate,
    Optional<String> serverName) {

  public static final OriginTlsConfig DEFAULT =
      new OriginTlsConfig(true, Optional.empty(), Optional.empty(), Optional.empty());
}
