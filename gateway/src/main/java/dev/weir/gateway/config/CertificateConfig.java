package dev.weir.gateway.config;

import java.nio.file.Path;

/// A certificate and its key, as PEM files; read again when they change.
///
/// @param chain the certificate, then those that it descends from, without the root
/// @param key its private key (PKCS #8), not encrypted
public record CertificateConfig(Path chain, Path key) {}
