package dev.weir.gateway.tls;

import dev.weir.gateway.config.CertificateConfig;
import dev.weir.gateway.tls.TlsFileException.Wrong;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A certificate with what it descends from, and its key: what one side shows the other.
///
/// @param chain the certificate first; the root may be left out
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
  private static final int DNS_NAME = 2;

  public ServerCertificate {
    chain = List.copyOf(chain);
  }

  /// Reads both files, and makes sure that they belong together.
  public static ServerCertificate read(CertificateConfig config) throws TlsFileException {
    List<X509Certificate> chain = Pem.certificates(config.chain());
    PrivateKey key = Pem.key(config.key());
    if (!belongs(key, chain.getFirst())) {
      throw new TlsFileException(
          Wrong.OTHER_KEY, config.key(), chain.getFirst().getSubjectX500Principal().getName());
    }
    return new ServerCertificate(chain, key);
  }

  /// The certificate itself.
  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /// The host names that it is for, in lower case, wildcards as `*.example.com`. Its subject is not
  /// looked at: no client does any more (RFC 9525 section 6.3).
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    try {
      Collection<List<?>> alternatives = leaf().getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          if (alternative.get(0) instanceof Integer type && type == DNS_NAME) {
            names.add(((String) alternative.get(1)).toLowerCase(Locale.ROOT));
          }
        }
      }
    } catch (CertificateParsingException unreadable) {
      return Set.of();
    }
    return names;
  }

  // Whether what one signs the other verifies.
  private static boolean belongs(PrivateKey key, X509Certificate certificate) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      byte[] text = {1, 2, 3};
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException ofAnotherKind) {
      return false;
    }
  }
}
