package dev.weir.gateway.tls;

import static dev.weir.gateway.testing.TestingConfig.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.Attempt;
import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.OriginTlsConfig;
import dev.weir.gateway.config.ServiceConfig.HostPolicy;
import dev.weir.gateway.testing.Records;
import dev.weir.gateway.testing.TestingAuthority;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.gateway.testing.TestingOrigin.Behaviour;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What passes between the gateway and an origin over TLS; by whichever library encrypts.
@ParameterizedClass
@EnumSource(TlsLibrary.class)
class OriginTlsTest {
  @Parameter TlsLibrary library = TlsLibrary.JDK;

  @BeforeEach
  void chooseLibrary() {
    System.setProperty("weir.tls", library.name());
  }

  @AfterEach
  void chooseNone() {
    System.clearProperty("weir.tls");
  }

  private static final TestingAuthority AUTHORITY = new TestingAuthority("Weir test root");
  private static final X509Bundle SHOP = AUTHORITY.issue("shop");
  private static final String FINE = TestingOrigin.ok("fine");

  @Test
  void verifiedOriginAnswers() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying(AUTHORITY.showing(SHOP), "fine");
        TestingGateway gateway =
            TestingGateway.start(trusting(origin).service("host", HostPolicy.ORIGIN));
        TestingClient client = gateway.connect()) {
      Answer first = client.get("/").answer();
      Answer second = client.get("/").answer();

      assertThat(first.text()).isEqualTo("fine");
      assertThat(second.text()).isEqualTo("fine");
      TestingOrigin.Request request = origin.takeRequest();
      assertThat(request.field("host")).isEqualTo("127.0.0.1:" + origin.port());
      assertThat(request.field("x-forwarded-proto")).isEqualTo("http");
      assertThat(origin.connections()).isEqualTo(1);
      Attempt fresh = attempt(gateway, first);
      assertThat(fresh.reused()).isFalse();
      assertThat(fresh.connect()).isPositive();
      assertThat(attempt(gateway, second).reused()).isTrue();
    }
  }

  @Test
  void usualPortIsNotPartOfTheAuthority() {
    assertThat(new Origin("shop.weir.test", 443, true).authority()).isEqualTo("shop.weir.test");
    assertThat(new Origin("shop.weir.test", 80, true).authority()).isEqualTo("shop.weir.test:80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.weir.test", "shop"})
  void nameIsAskedForAndVerified(String name) throws Exception {
    X509Bundle named = AUTHORITY.issue("named", it -> it.addSanDnsName(name));
    BlockingQueue<ExtendedSSLSession> sessions = new LinkedBlockingQueue<>();
    OriginTlsConfig config = Records.with(AUTHORITY.trusted(), "serverName", Optional.of(name));
    try (TestingOrigin origin = TestingOrigin.start(AUTHORITY.showing(named), noting(sessions));
        TestingGateway gateway =
            TestingGateway.start(to(origin.tlsOrigin()).service("tls", config));
        TestingClient client = gateway.connect()) {
      assertThat(client.get("/").answer().status()).isEqualTo(200);

      assertThat(taken(sessions).getRequestedServerNames()).containsExactly(new SNIHostName(name));
    }
  }

  @Test
  void addressIsNotAskedForByName() throws Exception {
    BlockingQueue<ExtendedSSLSession> sessions = new LinkedBlockingQueue<>();
    try (TestingOrigin origin = TestingOrigin.start(AUTHORITY.showing(SHOP), noting(sessions));
        TestingGateway gateway = TestingGateway.start(trusting(origin));
        TestingClient client = gateway.connect()) {
      assertThat(client.get("/").answer().status()).isEqualTo(200);

      assertThat(taken(sessions).getRequestedServerNames()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void clientCertificateIsShown(String version) throws Exception {
    BlockingQueue<ExtendedSSLSession> sessions = new LinkedBlockingQueue<>();
    X509Bundle weir = AUTHORITY.issue("weir");
    try (TestingOrigin origin =
            TestingOrigin.start(
                AUTHORITY.showing(
                    SHOP,
                    socket -> {
                      socket.setNeedClientAuth(true);
                      socket.setEnabledProtocols(new String[] {version});
                    }),
                noting(sessions));
        TestingGateway gateway =
            TestingGateway.start(to(origin.tlsOrigin()).service("tls", AUTHORITY.trusted(weir)));
        TestingClient client = gateway.connect()) {
      assertThat(client.get("/").answer().status()).isEqualTo(200);

      ExtendedSSLSession session = taken(sessions);
      assertThat(session.getProtocol()).isEqualTo(version);
      assertThat(session.getPeerCertificates()).contains(weir.getCertificate());
    }
  }

  @Test
  void originIsNotVerifiedIfThatIsOff() throws Exception {
    X509Bundle bad = TestingAuthority.selfSigned("bad");
    try (TestingOrigin origin = TestingOrigin.saying(AUTHORITY.showing(bad), "fine");
        TestingGateway gateway =
            TestingGateway.start(
                to(origin.tlsOrigin())
                    .service("tls", Records.with(OriginTlsConfig.DEFAULT, "verify", false)));
        TestingClient client = gateway.connect()) {
      assertThat(client.get("/").answer().text()).isEqualTo("fine");
    }
  }

  @Test
  void originOfAnotherAuthorityThanTheSystemsIsRefused() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying(AUTHORITY.showing(SHOP), "never");
        TestingGateway gateway = TestingGateway.start(to(origin.tlsOrigin()));
        TestingClient client = gateway.connect()) {
      Answer answer = client.get("/").answer();

      assertThat(failure(gateway, answer).cause()).isEqualTo(Cause.TLS_CERTIFICATE_ERROR);
    }
  }

  @Test
  void protocolIsOffered() throws Exception {
    BlockingQueue<String> chosen = new LinkedBlockingQueue<>();
    try (TestingOrigin origin =
            TestingOrigin.start(
                AUTHORITY.showing(SHOP, OriginTlsTest::choosingHttp11),
                connection -> {
                  while (connection.awaitRequest()) {
                    chosen.add(connection.encrypted().getApplicationProtocol());
                    connection.send(FINE);
                  }
                });
        TestingGateway gateway = TestingGateway.start(trusting(origin));
        TestingClient client = gateway.connect()) {
      client.get("/").answer();

      assertThat(chosen.poll(10, TimeUnit.SECONDS)).isEqualTo("http/1.1");
    }
  }

  // In small pieces, and in large ones that are more than all the buffers on the way can hold.
  @ParameterizedTest
  @ValueSource(ints = {100, 100_000})
  void largeBodiesPassWhole(int piece) throws Exception {
    int pieces = piece < 1000 ? 5_000 : 100;
    String chunk = Integer.toHexString(piece) + "\r\n" + "a".repeat(piece) + "\r\n";
    try (TestingOrigin origin =
            TestingOrigin.start(
                AUTHORITY.showing(SHOP),
                connection -> {
                  while (connection.awaitRequest()) {
                    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    for (int i = 0; i < pieces; i++) {
                      connection.send(chunk);
                    }
                    connection.send("0\r\n\r\n");
                  }
                });
        TestingGateway gateway = TestingGateway.start(trusting(origin));
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("PUT", "/", "Transfer-Encoding: chunked"));
      for (int i = 0; i < pieces; i++) {
        client.send(chunk);
      }
      client.send("0\r\n\r\n");
      Answer answer = client.answer();

      assertThat(answer.whole()).isTrue();
      assertThat(answer.body()).hasSize(pieces * piece);
      assertThat(origin.takeRequest().body()).hasSize(pieces * piece);
    }
  }

  // ---- how answers end (RFC 9112 section 9.8) ----

  @Test
  void answerUntilCloseIsWholeWithCloseNotify() throws Exception {
    Answer answer = answerTo(connection -> connection.send("HTTP/1.1 200 OK\r\n\r\nall of it"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("all of it");
    assertThat(answer.whole()).isTrue();
  }

  @Test
  void answerUntilCloseEndsWithCloseNotifyThoughTheConnectionDoesNot() throws Exception {
    Answer answer =
        answerTo(connection -> {
          connection.send("HTTP/1.1 200 OK\r\n\r\nall of it");
          connection.encrypted().shutdownOutput();
          connection.awaitClose();
        });

    assertThat(answer.text()).isEqualTo("all of it");
    assertThat(answer.whole()).isTrue();
  }

  @Test
  void answerUntilCloseWithoutCloseNotifyIsIncomplete() throws Exception {
    Answer answer =
        answerTo(connection -> {
          connection.send("HTTP/1.1 200 OK\r\n\r\nnot all of it");
          connection.cut();
        });

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.field("proxy-status")).isEqualTo("weir;error=http_response_incomplete");
  }

  @Test
  void largeAnswerUntilCloseWithoutCloseNotifyIsTruncated() throws Exception {
    Answer answer =
        answerTo(connection -> {
          connection.send("HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(200_000));
          connection.cut();
        });

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.whole()).isFalse();
  }

  @Test
  void largeAnswerInWhichTlsBreaksIsTruncated() throws Exception {
    Answer answer =
        answerTo(connection -> {
          connection.send(
              "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + "a".repeat(200_000));
          connection.breakTls();
          connection.awaitClose();
        });

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.whole()).isFalse();
  }

  @Test
  void countedAnswerNeedsNoCloseNotify() throws Exception {
    Answer answer =
        answerTo(connection -> {
          connection.send(FINE);
          connection.cut();
        });

    assertThat(answer.text()).isEqualTo("fine");
  }

  @Test
  void closeInsteadOfAnAnswerIsConnectionTerminated() throws Exception {
    Answer answer = answerTo(connection -> {});

    assertThat(answer.field("proxy-status")).isEqualTo("weir;error=connection_terminated");
  }

  // ---- connections that are used again ----

  @Test
  void getOnConnectionThatDiesIsRepeatedOnFreshOne() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(
                AUTHORITY.showing(SHOP),
                connection -> {
                  connection.awaitRequest();
                  connection.send(FINE);
                  connection.awaitRequest();
                  if (connection.number() > 1) {
                    connection.send(FINE);
                  }
                });
        TestingGateway gateway = TestingGateway.start(trusting(origin));
        TestingClient client = gateway.connect()) {
      client.get("/first").answer();
      Answer answer = client.get("/second").answer();

      assertThat(answer.text()).isEqualTo("fine");
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void idleConnectionThatEndsIsNotUsedAgain() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(
                AUTHORITY.showing(SHOP),
                connection -> {
                  connection.awaitRequest();
                  connection.send(FINE);
                  connection.encrypted().shutdownOutput();
                  connection.awaitClose();
                });
        TestingGateway gateway = TestingGateway.start(trusting(origin));
        TestingClient client = gateway.connect()) {
      client.get("/first").answer();
      gateway.awaitNoOriginConnections();
      Answer answer = client.get("/second").answer();

      assertThat(attempt(gateway, answer).reused()).isFalse();
      assertThat(answer.text()).isEqualTo("fine");
    }
  }

  @Test
  void clientThatLeavesWithinTheHandshakeLeavesNoConnection() throws Exception {
    int loops = Runtime.getRuntime().availableProcessors();
    try (TestingOrigin origin =
            TestingOrigin.start(
                socket -> socket,
                connection -> {
                  connection.awaitClose();
                });
        TestingGateway gateway =
            TestingGateway.start(
                trusting(origin)
                    .service("connections", 1)
                    .timeout("tlsHandshake", Duration.ofSeconds(1)))) {
      for (int i = 0; i < 2 * loops; i++) {
        try (TestingClient client = gateway.connect()) {
          int before = origin.connections();
          client.get("/leaves");
          Awaitility.await().until(() -> origin.connections() > before);
        }
        gateway.awaitNoneInFlight();
      }
      assertThat(origin.connections()).isEqualTo(2 * loops);
    }
  }

  // ---- files ----

  @Test
  void changedAuthorityIsTakenOverByReload(@TempDir Path folder) throws Exception {
    Path ca = Files.copy(AUTHORITY.ca(), folder.resolve("ca.pem"));
    OriginTlsConfig config = Records.with(OriginTlsConfig.DEFAULT, "ca", Optional.of(ca));
    try (TestingOrigin origin = TestingOrigin.saying(AUTHORITY.showing(SHOP), "fine");
        TestingGateway gateway = TestingGateway.start(with(origin, config));
        TestingClient client = gateway.connect()) {
      client.get("/").answer();
      gateway.reload(with(origin, config));
      assertThat(client.get("/").answer().status()).isEqualTo(200);
      assertThat(origin.connections()).isEqualTo(1);

      Files.copy(
          new TestingAuthority("Somebody else").ca(), ca, StandardCopyOption.REPLACE_EXISTING);
      gateway.reload(with(origin, config));
      assertThat(client.get("/").answer().status()).isEqualTo(502);
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void unusableFileLeavesTheOldConfigurationInForce(@TempDir Path folder) throws Exception {
    Path ca = Files.copy(AUTHORITY.ca(), folder.resolve("ca.pem"));
    OriginTlsConfig config = Records.with(OriginTlsConfig.DEFAULT, "ca", Optional.of(ca));
    try (TestingOrigin origin = TestingOrigin.saying(AUTHORITY.showing(SHOP), "fine");
        TestingGateway gateway = TestingGateway.start(with(origin, config));
        TestingClient client = gateway.connect()) {
      Files.writeString(ca, "half");

      assertThatThrownBy(() -> gateway.reload(with(origin, config)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(ca.toString());
      assertThat(client.get("/").answer().text()).isEqualTo("fine");
    }
  }

  private static TestingConfig with(TestingOrigin origin, OriginTlsConfig config) {
    return to(origin.tlsOrigin()).service("tls", config);
  }

  private static TestingConfig trusting(TestingOrigin origin) {
    return with(origin, AUTHORITY.trusted());
  }

  private static void choosingHttp11(SSLSocket socket) {
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    socket.setSSLParameters(parameters);
  }

  private static Behaviour noting(BlockingQueue<ExtendedSSLSession> sessions) {
    return connection -> {
      while (connection.awaitRequest()) {
        sessions.add((ExtendedSSLSession) connection.encrypted().getSession());
        connection.send(FINE);
      }
    };
  }

  private static ExtendedSSLSession taken(BlockingQueue<ExtendedSSLSession> sessions)
      throws InterruptedException {
    return Optional.ofNullable(sessions.poll(10, TimeUnit.SECONDS)).orElseThrow();
  }

  /// The answer to a GET from an origin that does this once it has the request.
  private static Answer answerTo(Behaviour then) throws Exception {
    Behaviour whole =
        connection -> {
          connection.awaitRequest();
          then.serve(connection);
        };
    try (TestingOrigin origin = TestingOrigin.start(AUTHORITY.showing(SHOP), whole);
        TestingGateway gateway = TestingGateway.start(trusting(origin));
        TestingClient client = gateway.connect()) {
      return client.get("/").answer();
    }
  }

  private static Failure failure(TestingGateway gateway, Answer answer) {
    return exchange(gateway, answer).failure().orElseThrow();
  }

  private static Attempt attempt(TestingGateway gateway, Answer answer) {
    return exchange(gateway, answer).attempts().getLast();
  }

  private static Exchange exchange(TestingGateway gateway, Answer answer) {
    return gateway.awaitExchange(answer.field("x-request-id"));
  }
}
