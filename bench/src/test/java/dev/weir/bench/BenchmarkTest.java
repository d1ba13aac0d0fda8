package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The measurements themselves, small: against a stand-in for Weir where it takes one.
class BenchmarkTest {
  private static final String GATEWAY = standIn("TestingGateway {config} {port} {console-port}");
  private static final String TLS_GATEWAY = standIn("TestingTlsGateway {config} {console-port}");

  @Test
  void theProxiesAreMeasuredInTurns() throws IOException, InterruptedException {
    require(Tool.NGINX, Tool.H2LOAD, Tool.OPENSSL, Tool.TASKSET);
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "the proxy needs a core of its own");
    Duration second = Duration.ofSeconds(1);
    List<String> progress = new ArrayList<>();
    ProxyReport report =
        new ProxyBench(
                List.of("nginx"),
                List.of(Traffic.H2C, Traffic.HANDSHAKES),
                1,
                second,
                second,
                "none",
                false,
                Locale.ENGLISH)
            .run(progress::add);
    assertThat(report.valid()).as(report.text(Locale.ENGLISH)).isTrue();
    assertThat(report.rows())
        .extracting(row -> row.traffic() + " " + row.proxy() + " " + row.payload())
        .containsExactly("h2c direct 200 B", "h2c nginx 200 B", "handshakes nginx 200 B");
    assertThat(report.rows().get(1).cpuMicros().median()).isBetween(1.0, 1000.0);
    assertThat(progress).hasSize(4);
  }

  @Test
  void callersDoNotNoticeReloadsAndARestart() throws IOException, InterruptedException {
    require(Tool.NGINX);
    ReloadReport report = new ReloadBench(5000, 4, 8, GATEWAY, Locale.ENGLISH).run(line -> {});
    assertThat(report.valid()).as(report.text(Locale.ENGLISH)).isTrue();
    assertThat(report.seen().connections()).isGreaterThan(8);
  }

  @Test
  void aReloadThatDoesNotTakeEffectIsSeen() throws IOException, InterruptedException {
    require(Tool.NGINX);
    String frozen = GATEWAY.replace("{config}", "$(cp {config} {config}.old; echo {config}.old)");
    ReloadReport report = new ReloadBench(2000, 2, 2, frozen, Locale.ENGLISH).run(line -> {});
    assertThat(report.failedReloads()).isEqualTo(2);
    assertThat(report.valid()).isFalse();
  }

  @Test
  void callersDoNotNoticeRenewedCertificates() throws IOException, InterruptedException {
    RenewalReport report = renew("");
    assertThat(report.valid()).as(report.text(Locale.ENGLISH)).isTrue();
    assertThat(report.http1().seen().answered()).isPositive();
    assertThat(report.http2().seen().answered()).isPositive();
    assertThat(report.fresh().connections()).isGreaterThan(1);
  }

  @Test
  void aRenewalThatNewConnectionsDoNotSeeIsSaid() throws IOException, InterruptedException {
    RenewalReport report = renew(TestingTlsGateway.FROZEN);
    assertThat(report.failedRenewals()).isEqualTo(2);
    assertThat(report.valid()).isFalse();
  }

  @Test
  void connectionsThatAreLostAtARenewalAreSeen() throws IOException, InterruptedException {
    RenewalReport report = renew(TestingTlsGateway.DROPPING);
    assertThat(report.failedRenewals()).isZero();
    assertThat(report.valid()).as(report.text(Locale.ENGLISH)).isFalse();
  }

  private static RenewalReport renew(String how) throws IOException, InterruptedException {
    require(Tool.NGINX, Tool.OPENSSL);
    String gateway = TLS_GATEWAY + " " + how;
    return new RenewalBench(1000, 2, 4, Duration.ofSeconds(2), gateway, Locale.ENGLISH)
        .run(line -> {});
  }

  @Test
  void idleConnectionsAreHeldAndUsedAgain() throws IOException, InterruptedException {
    require(Tool.NGINX);
    IdleReport report =
        new IdleBench(50, Duration.ofMillis(100), 1_000_000_000, GATEWAY, Locale.ENGLISH)
            .run(line -> {});
    assertThat(report.valid()).as(report.text(Locale.ENGLISH)).isTrue();
    assertThat(report.idleBytes()).isGreaterThan(10_000_000);
  }

  @Test
  void idleConnectionsThatFailEndTheRunEarly() throws IOException, InterruptedException {
    require(Tool.NGINX);
    IdleReport report =
        new IdleBench(50, Duration.ZERO, 1_000_000_000, GATEWAY + " 404", Locale.ENGLISH)
            .run(line -> {});
    assertThat(report.valid()).isFalse();
    assertThat(report.seen().failed()).containsExactly(Map.entry("status 404", 3L));
  }

  @Test
  void aGatewayThatDoesNotStartIsSaidWithItsLastWords() {
    require(Tool.NGINX);
    assertThatThrownBy(() ->
            new IdleBench(1, Duration.ZERO, 1, "sh -c 'echo no such luck >&2'", Locale.ENGLISH)
                .run(line -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such luck");
  }

  @Test
  void anUnknownProxyIsRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() ->
            new ProxyBench(
                List.of("iis"),
                List.of(Traffic.TLS),
                1,
                second,
                second,
                "none",
                false,
                Locale.ENGLISH))
        .hasMessage("proxies: [iis] (expected: some of [weir, nginx, haproxy])");
  }

  private static String standIn(String arguments) {
    return "'%s' -Xmx64m -XX:TieredStopAtLevel=1 -cp '%s' dev.weir.bench.%s"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            arguments);
  }

  private static void require(Tool... tools) {
    for (Tool tool : tools) {
      assumeTrue(tool.present(), () -> new MissingToolException(List.of(tool)).getMessage());
    }
  }
}
