package dev.weir.gateway.tls;

import java.security.cert.CertificateException;

/// Says which certificate of a peer is not accepted, and why. Both providers hand it on as the
/// cause of what they throw.
final class CertificateRefused extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final String evidence;

  CertificateRefused(String evidence, CertificateException thrown) {
    super(evidence, thrown);
    this.evidence = evidence;
  }

  String evidence() {
    return evidence;
  }
}
