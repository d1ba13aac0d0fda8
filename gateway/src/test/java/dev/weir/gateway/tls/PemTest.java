package dev.weir.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.gateway.testing.TestingCertificates;
import dev.weir.gateway.tls.TlsFileException.Wrong;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void keyIsRead(String algorithm) throws Exception {
    PrivateKey key = keys(algorithm).getPrivate();

    assertThat(Pem.key(file(block("PRIVATE KEY", key.getEncoded())))).isEqualTo(key);
  }

  @Test
  void keyOfPkcs1IsRead() throws Exception {
    PrivateKey key = keys("RSA").getPrivate();

    assertThat(Pem.key(file(block("RSA PRIVATE KEY", inner(key))))).isEqualTo(key);
  }

  @Test
  void keyOfSec1IsReadBehindItsParameters() throws Exception {
    PrivateKey key = keys("EC").getPrivate();
    byte[] curve = Der.oid("2a8648ce3d030107");
    // As the JDK writes it, the key within does not name its curve; as OpenSSL does, it does.
    byte[] withCurve =
        Der.of(Der.SEQUENCE, Der.find(Der.SEQUENCE, inner(key)), Der.of(0xa0, curve));

    String text = block("EC PARAMETERS", curve) + block("EC PRIVATE KEY", withCurve);

    assertThat(((ECPrivateKey) Pem.key(file(text))).getS()).isEqualTo(((ECPrivateKey) key).getS());
  }

  // What an OCTET STRING of PKCS #8 holds.
  private static byte[] inner(PrivateKey key) {
    return Der.find(Der.OCTET_STRING, Der.find(Der.SEQUENCE, key.getEncoded()));
  }

  @Test
  void textAroundBlocksIsIgnored() throws Exception {
    try (TestingCertificates certificates = new TestingCertificates()) {
      String pem = Files.readString(certificates.authorityFile());

      assertThat(Pem.certificates(file("Subject: CN=é\r\n" + pem.replace("\n", "\r\n") + pem)))
          .hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', NO_KEY",
    "-----BEGIN PRIVATE KEY-----, NO_KEY",
    "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----, NO_KEY",
    "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----, BAD_KEY",
    "-----BEGIN PRIVATE KEY-----?-----END PRIVATE KEY-----, BAD_KEY",
    "-----BEGIN EC PRIVATE KEY-----MIIA-----END EC PRIVATE KEY-----, BAD_KEY",
    "-----BEGIN RSA PRIVATE KEY-----Proc-Type: 4--ENCRYPTED-----END RSA PRIVATE KEY-----, ENCRYPTED_KEY",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----AAAA-----END ENCRYPTED PRIVATE KEY-----, ENCRYPTED_KEY"
  })
  void wrongKeyIsNamed(String text, Wrong wrong) throws Exception {
    Path file = file(text);

    assertThatExceptionOfType(TlsFileException.class)
        .isThrownBy(() -> Pem.key(file))
        .satisfies(e -> assertThat(e.wrong()).isEqualTo(wrong))
        .satisfies(e -> assertThat(e.file()).isEqualTo(file));
  }

  @ParameterizedTest
  @CsvSource({
    "'', NO_CERTIFICATE",
    "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----, BAD_CERTIFICATE",
    "-----BEGIN CERTIFICATE-----A-----END CERTIFICATE-----, BAD_CERTIFICATE"
  })
  void wrongCertificateIsNamed(String text, Wrong wrong) throws Exception {
    Path file = file(text);

    assertThatExceptionOfType(TlsFileException.class)
        .isThrownBy(() -> Pem.certificates(file))
        .satisfies(e -> assertThat(e.wrong()).isEqualTo(wrong));
  }

  @Test
  void missingFileIsNamed() {
    assertThatExceptionOfType(TlsFileException.class)
        .isThrownBy(() -> Pem.key(folder.resolve("none.pem")))
        .satisfies(e -> assertThat(e.wrong()).isEqualTo(Wrong.UNREADABLE));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("a.pem"), text, StandardCharsets.UTF_8);
  }

  private static String block(String label, byte[] der) {
    String text = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  private static KeyPair keys(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("EC")) {
      generator.initialize(new java.security.spec.ECGenParameterSpec("secp256r1"));
    }
    return generator.generateKeyPair();
  }
}
