package dev.weir.gateway.tls;

import java.security.cert.X509Certificate;

/// Which certificate it is, in one line for an operator: what to look for in the files and in the
/// output of `openssl x509`.
final class CertificateText {
  // Names come from whoever made the certificate.
  private static final int LONGEST_NAME = 256;

  private CertificateText() {}

  static String of(X509Certificate certificate) {
    return "certificate '%s' (issuer '%s', serial %s, valid %s to %s)"
        .formatted(
            name(certificate.getSubjectX500Principal().getName()),
            name(certificate.getIssuerX500Principal().getName()),
            certificate.getSerialNumber().toString(16),
            certificate.getNotBefore().toInstant(),
            certificate.getNotAfter().toInstant());
  }

  static String name(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
  }
}
