package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.words.Sentence;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.config.TlsConfig;
import dev.weir.status.Language;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TLS in configuration files, and the certificate files that they name.
class CertificatesTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws Exception {
    write("a", bundle(new CertificateBuilder().addSanDnsName("a.example")));
    write("b", bundle(new CertificateBuilder().addSanDnsName("b.example")));
    write("nameless", bundle(new CertificateBuilder()));
    Files.writeString(folder.resolve("empty.pem"), "");
  }

  private static X509Bundle bundle(CertificateBuilder builder) throws Exception {
    return builder
        .subject("CN=Somebody")
        .notBefore(NOW.minusSeconds(100))
        .notAfter(NOW.plusSeconds(100))
        .ecp256()
        .setIsCertificateAuthority(true)
        .buildSelfSigned();
  }

  private void write(String name, X509Bundle bundle) throws IOException {
    Files.writeString(folder.resolve(name + ".pem"), bundle.getCertificatePEM());
    Files.writeString(folder.resolve(name + "-key.pem"), bundle.getPrivateKeyPEM());
  }

  @Test
  void oneWordStandsForSelfSigned() {
    GatewayConfig config = valid("self-signed");

    assertThat(config.listen().getFirst().tls()).contains(TlsConfig.ofSelfSigned());
    assertThat(ConfigurationReader.read("again", EffectiveConfiguration.yaml(config)))
        .isEqualTo(new Reading.Valid(config));
    assertThat(CertificateFiles.encrypts(config)).isTrue();
    assertThat(CertificateFiles.of(config)).isEmpty();
  }

  @Test
  void certificatesAreFiles() {
    GatewayConfig config =
        valid("{certificates: [" + pair("a") + ", " + pair("b") + "], client-ca: F/a.pem}");

    assertThat(CertificateFiles.of(config))
        .containsExactly(
            folder.resolve("a.pem"),
            folder.resolve("a-key.pem"),
            folder.resolve("b.pem"),
            folder.resolve("b-key.pem"));
    assertThat(config.listen().getFirst().tls().orElseThrow().clientCa())
        .isEqualTo(Optional.of(folder.resolve("a.pem")));
  }

  @Test
  void firstCertificateNeedsNoName() {
    assertThat(valid("{certificates: [" + pair("nameless") + "]}").listen()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          selfsigned | selfsigned | listen[0].tls: 'selfsigned' (expected: self-signed, or the keys self-signed, certificates, client-certificates, client-ca, minimum)
          {} | {} | listen[0].tls: no certificate (expected: 'certificates', or 'tls: self-signed' for trying it out)
          {certificates: [{chain: F/a.pem, key: F/b-key.pem}]} | F/b-key.pem | F/b-key.pem: CN=Somebody (expected: the private key of the first certificate in the chain)
          {certificates: [{chain: F/a.pem, key: F/a.pem}]} | F/a.pem}]} | F/a.pem: (expected: a PEM file with a PRIVATE KEY)
          {certificates: [{chain: F/empty.pem, key: F/a-key.pem}]} | F/empty.pem | F/empty.pem: (expected: a PEM file with a CERTIFICATE)
          {certificates: [{chain: F/none.pem, key: F/a-key.pem}]} | F/none.pem | listen[0].tls.certificates[0].chain: 'F/none.pem' (expected: the name of an existing file)
          {certificates: [{chain: F/a.pem, key: F/a-key.pem}, {chain: F/nameless.pem, key: F/nameless-key.pem}]} | F/nameless.pem | F/nameless.pem: (expected: subject alternative names; without them only the first certificate of a listener is ever shown)
          {self-signed: true, client-certificates: required} | required | certificates of clients are asked for, and nothing says which ones to believe (expected: 'client-ca')
          {self-signed: true, client-ca: F/empty.pem} | F/empty.pem | F/empty.pem: (expected: a PEM file with a CERTIFICATE)
          """)
  void mistakesAreFound(String tls, String at, String mistake) {
    assertThat(read(tls))
        .isInstanceOfSatisfying(
            Reading.Invalid.class,
            invalid -> {
              assertThat(invalid.mistakes()).map(it -> shown(it.what())).containsExactly(mistake);
              int column = invalid.mistakes().getFirst().place().column();
              assertThat(text(tls).substring(column - 1).replace(folder + "/", "F/"))
                  .startsWith(at);
            });
  }

  @Test
  void expiredCertificateIsNoMistakeButIsSaid() {
    GatewayConfig config = valid("{certificates: [" + pair("a") + "]}");

    assertThat(CertificateFiles.notes(config, NOW)).isEmpty();
    assertThat(notes(config, NOW.plusSeconds(200)))
        .containsExactly(
            "F/a.pem: the certificate of CN=Somebody expired on 2030-01-01T00:01:40Z; clients refuse"
                + " it");
    assertThat(notes(config, NOW.minusSeconds(200)))
        .containsExactly(
            "F/a.pem: the certificate of CN=Somebody is valid from 2029-12-31T23:58:20Z on; clients"
                + " refuse it until then");
  }

  private List<String> notes(GatewayConfig config, Instant now) {
    return CertificateFiles.notes(config, now).stream().map(this::shown).toList();
  }

  private String shown(Sentence sentence) {
    return sentence.in(Language.EN).replace(folder + "/", "F/");
  }

  private static String pair(String name) {
    return "{chain: F/" + name + ".pem, key: F/" + name + "-key.pem}";
  }

  private GatewayConfig valid(String tls) {
    Reading reading = read(tls);
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid) reading).config();
  }

  private Reading read(String tls) {
    return ConfigurationReader.read("f", text(tls));
  }

  private String text(String tls) {
    return """
    listen: [{address: ":1", tls: TLS}]
    services: {shop: {origins: [http://h:1]}}
    """
        .replace("TLS", tls.replace("F/", folder + "/"));
  }
}
