package dev.weir.gateway.tls;

import static dev.weir.gateway.testing.TestingCertificates.tls;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.TlsConfig;
import dev.weir.gateway.config.TlsConfig.ClientCertificates;
import dev.weir.gateway.testing.Records;
import dev.weir.gateway.testing.TestingCertificates;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that come over TLS, met with either library.
@ParameterizedClass
@EnumSource(TlsLibrary.class)
class ListenerTlsTest {
  @Parameter TlsLibrary library = TlsLibrary.JDK;

  private final TestingCertificates certificates = new TestingCertificates();
  private final TestingOrigin origin = TestingOrigin.saying("fine");

  @BeforeEach
  void chooseLibrary() {
    System.setProperty("weir.tls", library.name());
  }

  @AfterEach
  void close() throws IOException {
    System.clearProperty("weir.tls");
    origin.close();
    certificates.close();
  }

  private TestingGateway gateway(TlsConfig tls) {
    return TestingGateway.start(TestingConfig.to(origin).tls(tls));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void requestsAreServed(String version) throws Exception {
    try (TestingGateway gateway = gateway(certificates.tls());
        SSLSocket socket = certificates.socket(gateway.address())) {
      socket.setEnabledProtocols(new String[] {version});
      TestingClient client = TestingClient.over(socket);

      assertThat(client.get("/a").answer().text()).isEqualTo("fine");
      assertThat(client.get("/b").answer().text()).isEqualTo("fine");
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
    TestingOrigin.Request request = origin.takeRequest();
    assertThat(request.field("x-forwarded-proto")).isEqualTo("https");
    assertThat(request.field("forwarded")).endsWith("proto=https");
  }

  @Test
  void clientIsToldThatVersionIsTooOld() throws Exception {
    try (TestingGateway gateway = gateway(certificates.tls());
        Socket socket = new Socket(gateway.address().getAddress(), gateway.address().getPort())) {
      // A ClientHello of TLS 1.1 with TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA and nothing else.
      String hello = "0302" + "00".repeat(32) + "00" + "0002c013" + "0100";
      socket.getOutputStream().write(HexFormat.of().parseHex("160301002d01000029" + hello));
      byte[] alert = socket.getInputStream().readNBytes(7);

      assertThat(alert[0]).as("an alert").isEqualTo((byte) 21);
      assertThat(alert[6]).as("protocol_version").isEqualTo((byte) 70);
      assertThat(awaitTlsError(gateway)).startsWith("TLS handshake: ");
    }
  }

  @Test
  void minimumIsKept() throws Exception {
    TlsConfig tls = Records.with(certificates.tls(), "minimum", TlsConfig.Version.TLS_1_3);
    try (TestingGateway gateway = gateway(tls);
        SSLSocket socket = certificates.socket(gateway.address())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});

      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void certificateIsChosenByName() throws Exception {
    TlsConfig tls =
        tls(
            certificates.write("first", "first.example"),
            certificates.write("wild", wildcard()),
            certificates.write("exact", "exact.wild.example"));
    try (TestingGateway gateway = gateway(tls)) {
      assertThat(shown(gateway, "first.example")).isEqualTo("first.example");
      assertThat(shown(gateway, "wild.example")).isEqualTo("*.wild.example");
      assertThat(shown(gateway, "a.wild.example")).isEqualTo("*.wild.example");
      assertThat(shown(gateway, "A.WILD.example")).isEqualTo("*.wild.example");
      assertThat(shown(gateway, "exact.wild.example")).isEqualTo("exact.wild.example");
      assertThat(shown(gateway, "a.b.wild.example")).isEqualTo("first.example");
      assertThat(shown(gateway, "unknown.example")).isEqualTo("first.example");
      try (SSLSocket nameless = certificates.socket(gateway.address())) {
        assertThat(name(nameless)).isEqualTo("first.example");
      }
    }
  }

  // Written by hand: the builder takes a star for no name.
  private X509Bundle wildcard() {
    byte[] names =
        Der.of(
            Der.SEQUENCE,
            Der.of(0x82, "*.wild.example".getBytes(US_ASCII)),
            Der.of(0x82, "wild.example".getBytes(US_ASCII)));
    return certificates.issue(it -> it.addExtensionOctetString("2.5.29.17", false, names));
  }

  private String shown(TestingGateway gateway, String name) throws Exception {
    try (SSLSocket socket = certificates.socket(gateway.address(), name)) {
      String shown = name(socket);
      assertThat(TestingClient.over(socket).get("/").answer().text()).isEqualTo("fine");
      return shown;
    }
  }

  private static String name(SSLSocket socket) throws Exception {
    X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return (String) leaf.getSubjectAlternativeNames().iterator().next().get(1);
  }

  @Test
  void protocolIsAgreedOn() throws Exception {
    try (TestingGateway gateway = gateway(certificates.tls());
        SSLSocket socket = certificates.socket(gateway.address())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"http/1.0", "http/1.1"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();

      assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
    }
  }

  // ---- certificates of clients ----

  @Test
  void nobodyWithoutCertificateComesInWhereOneIsRequired() throws Exception {
    try (TestingGateway gateway = gateway(certificates.tls(ClientCertificates.REQUIRED));
        SSLSocket socket = certificates.socket(gateway.address())) {
      TestingClient client = TestingClient.over(socket);

      assertThatThrownBy(() -> client.get("/").answer()).isInstanceOf(IOException.class);
      assertThat(awaitTlsError(gateway)).startsWith("TLS handshake: ");
    }
    assertThat(origin.requests()).isEmpty();
  }

  @Test
  void originIsToldWhichCertificateWasShown() throws Exception {
    X509Bundle shown = certificates.issue("client.example");
    try (TestingGateway gateway = gateway(certificates.tls(ClientCertificates.REQUIRED));
        SSLSocket socket =
            TestingCertificates.socket(certificates.client(shown), gateway.address())) {
      String spoofed = "Client-Cert: :AAAA:\r\nClient-Cert-Chain: :AAAA:";
      TestingClient.over(socket).get("/", spoofed).answer();
    }
    TestingOrigin.Request request = origin.takeRequest();
    String der = Base64.getEncoder().encodeToString(shown.getCertificate().getEncoded());
    assertThat(request.field("client-cert")).isEqualTo(":" + der + ":");
    assertThat(request.field("client-cert-chain")).isEmpty();
  }

  @Test
  void optionalCertificateMayBeLeftOut() throws Exception {
    try (TestingGateway gateway = gateway(certificates.tls(ClientCertificates.OPTIONAL));
        SSLSocket socket = certificates.socket(gateway.address())) {
      TestingClient.over(socket).get("/", "Client-Cert: :AAAA:").answer();
    }
    assertThat(origin.takeRequest().field("client-cert")).isEmpty();
  }

  @Test
  void foreignCertificateIsRefusedThoughOptional() throws Exception {
    try (TestingCertificates foreign = new TestingCertificates();
        TestingGateway gateway = gateway(certificates.tls(ClientCertificates.OPTIONAL))) {
      SSLContext client = SSLContext.getInstance("TLS");
      client.init(
          new KeyManager[] {new Insisting(foreign.issue("client.example"))},
          new TrustManager[] {certificates.trust()},
          null);
      try (SSLSocket socket = TestingCertificates.socket(client, gateway.address())) {
        TestingClient speaking = TestingClient.over(socket);

        assertThatThrownBy(() -> speaking.get("/").answer()).isInstanceOf(IOException.class);
        assertThat(awaitTlsError(gateway)).startsWith("TLS handshake: ");
        assertThat(origin.requests()).isEmpty();
      }
    }
  }

  // ---- handshakes that do not come about ----

  @ParameterizedTest
  @ValueSource(strings = {"", "16", "1603010100010000fc0303"})
  void handshakeHasItsTime(String begun) throws Exception {
    TestingConfig config =
        TestingConfig.to(origin)
            .tls(certificates.tls())
            .timeout("tlsHandshake", java.time.Duration.ofMillis(50));
    try (TestingGateway gateway = TestingGateway.start(config);
        TestingClient client = gateway.connect()) {
      client.send(HexFormat.of().parseHex(begun));

      assertThat(client.closed()).isTrue();
      assertThat(awaitTlsError(gateway))
          .startsWith("TLS handshake: ")
          .contains(begun.isEmpty() ? "nothing was sent" : "not done")
          .endsWith("PT0.05S");
    }
  }

  @Test
  void clientThatLeavesWithinTheHandshakeIsRecorded() throws Exception {
    try (TestingGateway gateway = gateway(certificates.tls());
        TestingClient client = gateway.connect()) {
      client.send(HexFormat.of().parseHex("1603010100010000fc0303")).close();

      assertThat(awaitTlsError(gateway)).endsWith("the client closed the connection");
    }
  }

  @Test
  void connectionWithoutAnyByteIsNoFailure() throws Exception {
    try (TestingGateway gateway = gateway(certificates.tls())) {
      gateway.connect().close();
      gateway.awaitMetric("weir_connections{side=\"client\"} 0.0");
      gateway.connect().send("\0").close();

      awaitTlsError(gateway);
      assertThat(gateway.exchanges()).hasSize(1);
    }
  }

  @Test
  void clientThatDoesNotTrustIsRecorded() throws Exception {
    try (TestingCertificates foreign = new TestingCertificates();
        TestingGateway gateway = gateway(certificates.tls());
        SSLSocket socket = foreign.socket(gateway.address())) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
      assertThat(awaitTlsError(gateway)).containsIgnoringCase("certificate");
      gateway.awaitMetric(
          "weir_requests_total{cause=\"client_tls_error\",route=\"\",status=\"400\"} 1.0");
    }
  }

  @Test
  void garbageIsClosedOn() throws Exception {
    try (TestingGateway gateway = gateway(certificates.tls());
        TestingClient client = gateway.connect()) {
      assertThat(client.send("\u0001garbage").closed()).isTrue();
      assertThat(awaitTlsError(gateway)).contains("first byte is 1 ");
    }
  }

  @Test
  void garbageWithinRecordsIsClosedOn() throws Exception {
    try (TestingGateway gateway = gateway(certificates.tls());
        TestingClient client = gateway.connect()) {
      client.send("\u0016garbage, and more of it than a record's head is long");
      client.buffered().readAllBytes();

      assertThat(awaitTlsError(gateway)).startsWith("TLS handshake: ");
    }
  }

  private static String awaitTlsError(TestingGateway gateway) {
    Exchange exchange =
        gateway.awaitExchange(each ->
            each.failure().filter(it -> it.cause().code().equals("client_tls_error")).isPresent());
    return exchange.failure().orElseThrow().evidence();
  }

  // ---- the end of a connection ----

  @Test
  void endOfAnswerWithoutLengthIsAuthentic() throws Exception {
    try (TestingOrigin whole =
            TestingOrigin.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\n\r\n");
        TestingGateway gateway =
            TestingGateway.start(TestingConfig.to(whole).tls(certificates.tls()));
        SSLSocket socket = certificates.socket(gateway.address())) {
      TestingClient.over(socket).send("GET / HTTP/1.0\r\n\r\n");

      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .endsWith("\r\n\r\nfine");
    }
  }

  @Test
  void truncatedAnswerWithoutLengthEndsWithoutClosureAlert() throws Exception {
    String large = "a".repeat(100_000);
    try (TestingOrigin dying =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send(
                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n"
                      + large
                      + "\r\n");
            });
        TestingGateway gateway =
            TestingGateway.start(TestingConfig.to(dying).tls(certificates.tls()));
        SSLSocket socket = certificates.socket(gateway.address())) {
      TestingClient.over(socket).send("GET / HTTP/1.0\r\n\r\n");

      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(IOException.class);
      gateway.awaitExchange(Exchange::truncated);
    }
  }

  @Test
  void refusedUploadIsAnsweredBeforeTheConnectionEnds() throws Exception {
    TestingConfig config =
        TestingConfig.to(origin)
            .tls(certificates.tls())
            .route("requestBody", java.util.Optional.of(new dev.weir.gateway.config.Size(64)));
    try (TestingGateway gateway = TestingGateway.start(config);
        SSLSocket socket = certificates.socket(gateway.address())) {
      TestingClient client = TestingClient.over(socket);
      client.send(TestingClient.head("POST", "/", "Content-Length: 1000000"));
      client.send(new byte[500_000]);

      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void clientThatClosesWhileItWaitsIsGone() throws Exception {
    try (TestingOrigin silent = TestingOrigin.start(connection -> connection.awaitClose());
        TestingGateway gateway =
            TestingGateway.start(TestingConfig.to(silent).tls(certificates.tls()));
        SSLSocket socket = certificates.socket(gateway.address())) {
      TestingClient.over(socket).get("/");
      org.awaitility.Awaitility.await().until(() -> silent.connections() == 1);
      close(socket);

      gateway.awaitExchange(each -> each.status() == 499);
    }
  }

  private static void close(java.io.Closeable socket) throws IOException {
    socket.close();
  }

  @Test
  void connectionsAreDrained() throws Exception {
    try (TestingGateway gateway = gateway(certificates.tls());
        SSLSocket socket = certificates.socket(gateway.address())) {
      TestingClient client = TestingClient.over(socket);
      client.get("/").answer();

      assertThat(gateway.gateway().drain(java.time.Duration.ofSeconds(5))).isTrue();
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void selfSignedCertificateIsForThisMachine() throws Exception {
    try (TestingGateway gateway = gateway(TlsConfig.ofSelfSigned())) {
      String fingerprint = gateway.gateway().selfSigned().orElseThrow();
      SSLContext trusting = SSLContext.getInstance("TLS");
      trusting.init(null, new TrustManager[] {new TrustByFingerprint(fingerprint)}, null);
      try (SSLSocket socket = TestingCertificates.socket(trusting, gateway.address())) {
        assertThat(TestingClient.over(socket).get("/").answer().text()).isEqualTo("fine");
        X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        leaf.checkValidity();
        leaf.verify(leaf.getPublicKey());
        assertThat(leaf.getSubjectAlternativeNames().stream().map(name -> name.get(1)))
            .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Object.class))
            .containsAll(Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
      }
      gateway.reload(TestingConfig.to(origin).tls(TlsConfig.ofSelfSigned()));
      assertThat(gateway.gateway().selfSigned()).contains(fingerprint);
    }
  }
}
