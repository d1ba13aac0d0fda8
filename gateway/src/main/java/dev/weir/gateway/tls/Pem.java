package dev.weir.gateway.tls;

import dev.weir.gateway.tls.TlsFileException.Wrong;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates and keys from PEM files (RFC 7468). Keys may also be in the older forms of PKCS #1
/// and SEC 1, as OpenSSL wrote them for long.
public final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final byte[] RSA = Der.oid("2a864886f70d010101");
  private static final byte[] EC = Der.oid("2a8648ce3d0201");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "RSASSA-PSS");

  private Pem() {}

  private record Block(String label, String text) {
    byte[] der() {
      return Base64.getMimeDecoder().decode(text);
    }
  }

  /// All certificates of a file, in order; at least one.
  public static List<X509Certificate> certificates(Path file) throws TlsFileException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks(file)) {
      if (block.label.equals("CERTIFICATE")) {
        certificates.add(certificate(block, file));
      }
    }
    if (certificates.isEmpty()) {
      throw new TlsFileException(Wrong.NO_CERTIFICATE, file, "");
    }
    return certificates;
  }

  /// The first private key of a file.
  public static PrivateKey key(Path file) throws TlsFileException {
    Block block =
        blocks(file).stream()
            .filter(each -> each.label.endsWith("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(() -> new TlsFileException(Wrong.NO_KEY, file, ""));
    if (block.label.startsWith("ENCRYPTED") || block.text.contains("ENCRYPTED")) {
      throw new TlsFileException(Wrong.ENCRYPTED_KEY, file, "");
    }
    return ALGORITHMS.stream()
        .flatMap(algorithm -> key(algorithm, pkcs8(block)).stream())
        .findFirst()
        .orElseThrow(() -> new TlsFileException(Wrong.BAD_KEY, file, block.label));
  }

  private static List<Block> blocks(Path file) throws TlsFileException {
    try {
      Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      return matcher.results().map(one -> new Block(one.group(1), one.group(2))).toList();
    } catch (IOException e) {
      throw new TlsFileException(Wrong.UNREADABLE, file, e.toString());
    }
  }

  private static X509Certificate certificate(Block block, Path file) throws TlsFileException {
    try {
      var in = new ByteArrayInputStream(block.der());
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (CertificateException | IllegalArgumentException e) {
      throw new TlsFileException(Wrong.BAD_CERTIFICATE, file, String.valueOf(e.getMessage()));
    }
  }

  private static byte[] pkcs8(Block block) {
    try {
      return pkcs8(block.label, block.der());
    } catch (IllegalArgumentException notDer) {
      return new byte[0];
    }
  }

  private static byte[] pkcs8(String label, byte[] der) {
    return switch (label) {
      case "RSA PRIVATE KEY" -> wrapped(Der.of(Der.SEQUENCE, RSA, Der.of(0x05)), der);
      // The curve stands within the key (RFC 5915 section 3).
      case "EC PRIVATE KEY" ->
          wrapped(Der.of(Der.SEQUENCE, EC, Der.find(0xa0, Der.find(Der.SEQUENCE, der))), der);
      default -> der;
    };
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return Der.of(
        Der.SEQUENCE, Der.integer(BigInteger.ZERO), algorithm, Der.of(Der.OCTET_STRING, key));
  }

  private static Optional<PrivateKey> key(String algorithm, byte[] pkcs8) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException another) {
      return Optional.empty();
    }
  }
}
