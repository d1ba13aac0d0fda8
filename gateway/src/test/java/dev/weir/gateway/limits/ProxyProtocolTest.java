package dev.weir.gateway.limits;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.TestingCertificates;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.gateway.testing.TestingOrigin.Request;
import dev.weir.status.Cause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The header of haproxy's `proxy-protocol.txt`, sections 2.1 and 2.2.
class ProxyProtocolTest {
  private static final String V1 = "PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\r\n";
  private static final byte[] ANNOUNCED_V4 = {
    (byte) 192, 0, 2, 7, (byte) 198, 51, 100, 1, (byte) 0xdc, 0x04, 0x01, (byte) 0xbb
  };

  private final TestingOrigin origin = TestingOrigin.saying("fine");

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void clientIsWhomVersion1Names() throws Exception {
    assertThat(client(V1.getBytes(ISO_8859_1))).isEqualTo("192.0.2.7");
  }

  @Test
  void clientIsWhomVersion1NamesInIpv6() throws Exception {
    byte[] header = "PROXY TCP6 2001:db8::7 2001:db8::1 56324 443\r\n".getBytes(ISO_8859_1);

    assertThat(client(header)).isEqualTo("2001:db8:0:0:0:0:0:7");
  }

  @Test
  void unknownClientOfVersion1IsTheOneThatConnected() throws Exception {
    assertThat(client("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n".getBytes(ISO_8859_1)))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void clientIsWhomVersion2Names() throws Exception {
    assertThat(client(version2(0x21, 0x11, ANNOUNCED_V4))).isEqualTo("192.0.2.7");
  }

  @Test
  void healthCheckOfVersion2IsTheOneThatConnected() throws Exception {
    assertThat(client(version2(0x20, 0x00, new byte[0]))).isEqualTo("127.0.0.1");
  }

  @Test
  void headerMayComeByteByByte() throws Exception {
    try (TestingGateway gateway = gateway();
        TestingClient client = gateway.connect()) {
      for (byte each : V1.getBytes(ISO_8859_1)) {
        client.send(new byte[] {each});
      }
      client.get("/");

      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(origin.takeRequest().field("x-forwarded-for")).isEqualTo("192.0.2.7");
    }
  }

  @Test
  void whoWasEncryptedTowardsTheBalancerUsedHttps() throws Exception {
    byte[] ssl = {0x20, 0, 5, 1, 0, 0, 0, 0};
    byte[] announced = concat(ANNOUNCED_V4, ssl);
    try (TestingGateway gateway = gateway();
        TestingClient client = gateway.connect()) {
      client.send(version2(0x21, 0x11, announced)).get("/").answer();

      Request request = origin.takeRequest();
      assertThat(request.field("x-forwarded-proto")).isEqualTo("https");
      assertThat(request.field("forwarded")).contains("for=192.0.2.7", "proto=https");
      assertThat(gateway.awaitExchange(each -> each.status() == 200).clientAddress())
          .isEqualTo("192.0.2.7");
    }
  }

  @Test
  void tlsComesBehindTheHeader() throws Exception {
    try (TestingCertificates certificates = new TestingCertificates();
        TestingGateway gateway =
            TestingGateway.start(TestingConfig.to(origin).tls(certificates.tls()).proxyProtocol());
        TestingClient client = gateway.connect().send(V1);
        Socket encrypted =
            certificates
                .client()
                .getSocketFactory()
                .createSocket(client.socket(), "localhost", 443, true)) {
      encrypted.getOutputStream().write(TestingClient.head("GET", "/").getBytes(ISO_8859_1));

      Request request = origin.takeRequest();
      assertThat(request.field("x-forwarded-for")).isEqualTo("192.0.2.7");
      assertThat(request.field("x-forwarded-proto")).isEqualTo("https");
    }
  }

  @Test
  void limitIsThatOfTheNamedClient() throws Exception {
    TestingConfig config = TestingConfig.to(origin).limit("clientConnections", 1).proxyProtocol();
    try (TestingGateway gateway = TestingGateway.start(config);
        TestingClient first = gateway.connect().send(V1);
        TestingClient second = gateway.connect();
        TestingClient other = gateway.connect()) {
      first.get("/").answer();

      assertThat(second.send(V1).get("/").answer().status()).isEqualTo(503);
      assertThat(other.send(V1.replace(".7 ", ".8 ")).get("/").answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "PROXY TCP4 192.0.2.700 198.51.100.1 56324 443\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 99999 443\r\n",
        "PROXY TCP9 192.0.2.7 198.51.100.1 56324 443\r\n",
        "PROXY TCP4 192.0.2.7\r\n",
        "\r\n\r\n\0\r\nQUIT\n1\u0011\0\0"
      })
  void brokenOrMissingHeaderIsRefused(String begin) throws Exception {
    try (TestingGateway gateway = gateway();
        TestingClient client = gateway.connect()) {
      client.send(begin);

      assertThat(client.closed()).isTrue();
      assertThat(gateway.awaitExchange(each -> true).failure().orElseThrow())
          .satisfies(failure -> {
            assertThat(failure.cause()).isEqualTo(Cause.HTTP_REQUEST_ERROR);
            assertThat(failure.evidence()).startsWith("PROXY protocol header: ");
          });
      gateway.awaitMetric("weir_connections_turned_away_total{reason=\"proxy-protocol\"} 1.0");
      assertThat(origin.requests()).isEmpty();
    }
  }

  @Test
  void halfAHeaderIsNotAwaitedForEver() throws Exception {
    TestingConfig config =
        TestingConfig.to(origin).timeout("clientHead", Duration.ofMillis(100)).proxyProtocol();
    try (TestingGateway gateway = TestingGateway.start(config);
        TestingClient client = gateway.connect().send("PROXY TCP4 192.0")) {
      assertThat(client.closed()).isTrue();
      assertThat(gateway.awaitExchange(each -> true).failure().orElseThrow().evidence())
          .isEqualTo("PROXY protocol header: not whole within PT0.1S");
    }
  }

  @Test
  void connectionThatIsClosedWithoutAHeaderIsNobodysFailure() throws Exception {
    try (TestingGateway gateway = gateway()) {
      gateway.connect().close();
      try (TestingClient client = gateway.connect().send(V1)) {
        client.get("/").answer();
      }
      gateway.awaitMetric("weir_connections{side=\"client\"} 0.0");

      assertThat(gateway.awaitExchange(each -> true).status()).isEqualTo(200);
      assertThat(gateway.exchanges()).hasSize(1);
    }
  }

  private TestingGateway gateway() {
    return TestingGateway.start(TestingConfig.to(origin).proxyProtocol());
  }

  // What the origin is told of the client.
  private String client(byte[] header) throws IOException, InterruptedException {
    try (TestingGateway gateway = gateway();
        TestingClient client = gateway.connect()) {
      Answer answer = client.send(header).get("/").answer();
      assertThat(answer.status()).isEqualTo(200);
      return origin.takeRequest().field("x-forwarded-for");
    }
  }

  private static byte[] version2(int versionAndCommand, int family, byte[] addresses) {
    byte[] signature = "\r\n\r\n\0\r\nQUIT\n".getBytes(ISO_8859_1);
    byte[] rest = {(byte) versionAndCommand, (byte) family, 0, (byte) addresses.length};
    return concat(signature, rest, addresses);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
