package dev.weir.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.config.CertificateConfig;
import dev.weir.gateway.config.TlsConfig;
import dev.weir.gateway.testing.TestingCertificates;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Certificates that are renewed while the gateway runs.
class RenewalTest {
  private final TestingCertificates certificates = new TestingCertificates();
  private final TestingOrigin origin = TestingOrigin.saying("fine");
  private final TestingConfig config = TestingConfig.to(origin).tls(certificates.tls());

  @AfterEach
  void close() throws IOException {
    origin.close();
    certificates.close();
  }

  @Test
  void noCallerSeesThatTheCertificateIsRenewed() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    Queue<BigInteger> seen = new ConcurrentLinkedQueue<>();
    try (TestingGateway gateway = TestingGateway.start(config);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        SSLSocket old = certificates.socket(gateway.address())) {
      TestingClient before = TestingClient.over(old);
      assertThat(before.get("/").answer().text()).isEqualTo("fine");
      List<Future<Void>> callers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        callers.add(
            threads.submit(() -> {
              while (!over.get()) {
                call(gateway, seen, answered);
              }
              return null;
            }));
      }
      for (int renewals = 0; renewals < 5; renewals++) {
        int target = answered.get() + 20;
        await().until(() -> answered.get() >= target || callers.stream().anyMatch(Future::isDone));
        certificates.tls();
        gateway.reload(config);
      }
      int target = answered.get() + 20;
      await().until(() -> answered.get() >= target || callers.stream().anyMatch(Future::isDone));
      over.set(true);
      for (Future<Void> caller : callers) {
        caller.get();
      }

      assertThat(before.get("/").answer().text()).as("the connection before").isEqualTo("fine");
      assertThat(seen.stream().distinct()).hasSizeGreaterThanOrEqualTo(6);
      assertThat(gateway.exchanges()).allMatch(exchange -> exchange.status() == 200);
    }
  }

  // A handshake, then several requests, so that some are under way at each renewal.
  private void call(TestingGateway gateway, Queue<BigInteger> seen, AtomicInteger answered)
      throws Exception {
    try (SSLSocket socket = certificates.socket(gateway.address())) {
      TestingClient client = TestingClient.over(socket);
      for (int request = 0; request < 3; request++) {
        assertThat(client.get("/").answer().text()).isEqualTo("fine");
        answered.incrementAndGet();
      }
      seen.add(serial(socket));
    }
  }

  private static BigInteger serial(SSLSocket socket) throws IOException {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
  }

  @Test
  void pairThatDoesNotBelongTogetherChangesNothing() throws Exception {
    try (TestingGateway gateway = TestingGateway.start(config)) {
      CertificateConfig files = certificates.write("server", "localhost");
      gateway.reload(config);
      BigInteger before = shown(gateway);
      String key = Files.readString(files.key());
      certificates.write("server", "localhost");
      String newKey = Files.readString(files.key());
      Files.writeString(files.key(), key);

      assertThatThrownBy(() -> gateway.reload(config))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("server-key.pem")
          .hasMessageContaining("private key of the first certificate");
      assertThat(shown(gateway)).isEqualTo(before);

      Files.writeString(files.key(), newKey);
      gateway.reload(config);
      assertThat(shown(gateway)).isNotEqualTo(before);
    }
  }

  private BigInteger shown(TestingGateway gateway) throws Exception {
    try (SSLSocket socket = certificates.socket(gateway.address())) {
      assertThat(TestingClient.over(socket).get("/").answer().text()).isEqualTo("fine");
      return serial(socket);
    }
  }

  // Who resumes its session is not shown the new certificate.
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void sessionsAreResumedAfterRenewal(String version) throws Exception {
    SSLContext client = certificates.client();
    try (TestingGateway gateway = TestingGateway.start(config)) {
      BigInteger before = resumed(client, gateway, version);
      assertThat(resumed(client, gateway, version)).isEqualTo(before);
      certificates.tls();
      gateway.reload(config);

      assertThat(resumed(client, gateway, version)).isEqualTo(before);
      assertThat(shown(gateway)).isNotEqualTo(before);
    }
  }

  @Test
  void whoShowsCertificateShakesHandsInFull() throws Exception {
    SSLContext client = certificates.client(certificates.issue("client.example"));
    TestingConfig asking =
        TestingConfig.to(origin).tls(certificates.tls(TlsConfig.ClientCertificates.REQUIRED));
    try (TestingGateway gateway = TestingGateway.start(asking)) {
      BigInteger before = resumed(client, gateway, "TLSv1.3");
      certificates.tls();
      gateway.reload(asking);

      assertThat(resumed(client, gateway, "TLSv1.3")).isNotEqualTo(before);
    }
  }

  private static BigInteger resumed(SSLContext client, TestingGateway gateway, String version)
      throws IOException {
    try (SSLSocket socket = TestingCertificates.socket(client, gateway.address())) {
      socket.setEnabledProtocols(new String[] {version});
      assertThat(TestingClient.over(socket).get("/").answer().text()).isEqualTo("fine");
      return serial(socket);
    }
  }

  @Test
  void listenerBeginsAndCeasesToEncryptWithoutBeingBoundAgain() throws Exception {
    TestingConfig clear = TestingConfig.to(origin);
    try (TestingGateway gateway = TestingGateway.start(clear)) {
      int port = gateway.address().getPort();
      try (TestingClient client = gateway.connect()) {
        gateway.reload(config);
        assertThat(gateway.address().getPort()).isEqualTo(port);
        assertThat(shown(gateway)).isPositive();
        assertThat(client.get("/").answer().text()).isEqualTo("fine");
      }
      gateway.reload(clear);
      try (TestingClient client = gateway.connect()) {
        assertThat(client.get("/").answer().text()).isEqualTo("fine");
      }
    }
  }

  @Test
  void unreadableCertificateKeepsTheGatewayFromStarting() {
    CertificateConfig files = certificates.write("server", "localhost");
    TestingConfig wrong =
        TestingConfig.to(origin)
            .tls(TestingCertificates.tls(new CertificateConfig(files.chain(), files.chain())));

    assertThatThrownBy(() -> TestingGateway.start(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PRIVATE KEY");
  }
}
