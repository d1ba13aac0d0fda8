package dev.weir.gateway.tls;

import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Verifies the certificates of origins as the JDK does (PKIX, and the name of RFC 9110 section
/// 4.3.4), and says of one that is refused which it is and why: the JDK alone would say "unable to
/// find valid certification path to requested target".
final class OriginTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager trust;
  private final InstantSource time;

  OriginTrust(X509ExtendedTrustManager trust, InstantSource time) {
    this.trust = trust;
    this.time = time;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
      throws CertificateException {
    try {
      trust.checkServerTrusted(chain, keyExchange, engine);
    } catch (CertificateException e) {
      throw new CertificateRefused(why(List.of(chain), e), e);
    }
  }

  private String why(List<X509Certificate> chain, CertificateException thrown) {
    CertPathValidatorException invalid = cause(thrown, CertPathValidatorException.class);
    if (invalid != null && invalid.getCertPath() != null && invalid.getIndex() >= 0) {
      X509Certificate at =
          (X509Certificate) invalid.getCertPath().getCertificates().get(invalid.getIndex());
      return CertificateText.of(at) + reason(invalid);
    }
    return cause(thrown, java.security.GeneralSecurityException.class) == null
        ? wrongLeaf(chain.getFirst(), thrown)
        : noPath(chain);
  }

  private static String reason(CertPathValidatorException invalid) {
    if (invalid.getReason() == BasicReason.EXPIRED) {
      return " has expired";
    }
    if (invalid.getReason() == BasicReason.NOT_YET_VALID) {
      return " is not valid yet";
    }
    return ": " + invalid.getMessage();
  }

  // The path is in order: what is wrong is the name, or what the certificate may be used for.
  private static String wrongLeaf(X509Certificate leaf, CertificateException thrown) {
    return CertificateText.of(leaf) + " for " + names(leaf) + ": " + thrown.getMessage();
  }

  private static String names(X509Certificate leaf) {
    try {
      Collection<List<?>> names = leaf.getSubjectAlternativeNames();
      return names == null
          ? "no names"
          : CertificateText.name(names.stream().map(name -> name.get(1)).toList().toString());
    } catch (CertificateParsingException unreadable) {
      return "names that cannot be read";
    }
  }

  // No path leads to a certificate that is trusted, which can have several reasons.
  private String noPath(List<X509Certificate> chain) {
    Instant now = time.instant();
    for (X509Certificate certificate : chain) {
      if (now.isAfter(certificate.getNotAfter().toInstant())) {
        return CertificateText.of(certificate) + " has expired";
      }
      if (now.isBefore(certificate.getNotBefore().toInstant())) {
        return CertificateText.of(certificate) + " is not valid yet";
      }
    }
    X509Certificate last = chain.getLast();
    boolean ownIssuer = last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
    if (ownIssuer) {
      String what = chain.size() == 1 ? " is self-signed and" : ", the root of the chain,";
      return CertificateText.of(last) + what + " is not trusted";
    }
    return CertificateText.of(last)
        + ": its issuer is neither trusted nor sent along (unknown CA, or an intermediate missing)";
  }

  private static <T extends Throwable> @Nullable T cause(Throwable thrown, Class<T> type) {
    for (@Nullable Throwable t = thrown.getCause(); t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.getAcceptedIssuers();
  }

  // The gateway's engines call none of these: it is their client, and has no sockets of the JDK.

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    trust.checkServerTrusted(chain, keyExchange);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
      throws CertificateException {
    trust.checkServerTrusted(chain, keyExchange, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    trust.checkClientTrusted(chain, keyExchange);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
      throws CertificateException {
    trust.checkClientTrusted(chain, keyExchange, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
      throws CertificateException {
    trust.checkClientTrusted(chain, keyExchange, engine);
  }
}
