package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final Machine MACHINE =
      new Machine(2, "CPU", "Linux 6", "VM 25", List.of("nginx 1"));
  private static final Spread SPREAD = new Spread(14.5, 14, 15);

  @Test
  void aProgramReadsTheFigures() {
    JsonNode json = JsonMapper.shared().readTree(proxies(List.of()).json());
    assertThat(json.get("valid").asBoolean()).isTrue();
    JsonNode row = json.get("rows").get(0);
    assertThat(row.get("traffic").asString()).isEqualTo("http2");
    assertThat(row.get("proxy").asString()).isEqualTo("weir");
    assertThat(row.get("cpu_micros").get("median").asDouble()).isEqualTo(14.5);
    assertThat(row.get("cpu_to_nginx").get("max").asDouble()).isEqualTo(15);
    assertThat(row.get("cpu_to_haproxy").isNull()).isTrue();
    assertThat(row.get("resident_bytes").asLong()).isEqualTo(90_000_000);
    assertThat(json.get("machine").get("cores").asInt()).isEqualTo(2);
  }

  @Test
  void aFaultMakesTheRowInvalidAndIsSaid() {
    ProxyReport report = proxies(List.of(new Fault(Fault.Kind.LOG_LINES, 9, 10)));
    assertThat(report.valid()).isFalse();
    assertThat(report.text(Locale.ENGLISH))
        .contains("INVALID weir: 9 lines in the access log (expected: at least 10)")
        .contains("haproxy");
    assertThat(report.text(Locale.KOREAN)).contains("무효 weir: 접근 로그 9줄(기대값: 10줄 이상)");
  }

  @Test
  void otherWorkIsSaidWhereItMatters() {
    assertThat(proxies(List.of()).text(Locale.ENGLISH)).contains("up to 12% of the machine");
  }

  @Test
  void oneFailureOfACallerFailsTheReload() {
    assertThat(reload(Map.of(), 0, 0).valid()).isTrue();
    assertThat(reload(Map.of("connection reset", 1L), 0, 0).valid()).isFalse();
    assertThat(reload(Map.of(), 1, 0).valid()).isFalse();
    assertThat(reload(Map.of(), 0, 143).valid()).isFalse();
    assertThat(reload(Map.of("connection reset", 1L), 0, 0).text(Locale.ENGLISH))
        .contains("1 failures seen by callers\n  connection reset: 1")
        .contains("FAILED");
    assertThat(reload(Map.of(), 0, 0).text(Locale.KOREAN)).contains("실패를 본 호출자가 없습니다.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void theTableFitsATerminal(String language) {
    Optional<Spread> ratio = Optional.of(new Spread(0.83, 0.82, 1));
    Optional<Spread> latency = Optional.of(new Spread(2110, -42, 2552));
    ProxyReport.Row row =
        new ProxyReport.Row(
            "http2",
            "haproxy",
            "200 B",
            new Spread(16.7, 15.6, 19.4),
            ratio,
            ratio,
            new Spread(54_630, 1, 1),
            latency,
            latency,
            latency,
            latency,
            Optional.of(90_000_000L),
            List.of());
    ProxyReport report = new ProxyReport(MACHINE, 64, 3, List.of(row), List.of(), 0.12);
    List<String> lines = report.text(Locale.of(language)).lines().toList();
    assertThat(lines.get(0)).contains("HTTP/2", "200 B");
    assertThat(lines.get(2)).startsWith("haproxy").endsWith("+2110 (-42..2552)");
    assertThat(lines).allSatisfy(line -> assertThat(Table.width(line)).isLessThanOrEqualTo(100));
  }

  @Test
  void oneLostConnectionFailsTheRenewal() {
    CallerTally.Seen kept = new CallerTally.Seen(100, 0, 28, Map.of());
    assertThat(renewal(kept, 0).valid()).isTrue();
    assertThat(renewal(kept, 1).valid()).isFalse();
    assertThat(renewal(new CallerTally.Seen(100, 0, 29, Map.of()), 0).valid()).isFalse();
    assertThat(renewal(new CallerTally.Seen(100, 1, 28, Map.of()), 0).valid()).isFalse();
    RenewalReport failed =
        renewal(new CallerTally.Seen(99, 0, 28, Map.of("connection reset", 1L)), 0);
    assertThat(failed.valid()).isFalse();
    assertThat(failed.text(Locale.ENGLISH))
        .contains("HTTP/2, 28 callers that keep their connection: 99 answers, 1 failures")
        .contains("\n  connection reset: 1\n")
        .contains("FAILED");
    assertThat(renewal(kept, 0).text(Locale.KOREAN)).contains("실패를 본 호출자가 없고");
    assertThat(JsonMapper.shared().readTree(failed.json()).at("/http2/seen/answered").asLong())
        .isEqualTo(99);
  }

  private static RenewalReport renewal(CallerTally.Seen overHttp2, int failedRenewals) {
    CallerTally.Seen good = new CallerTally.Seen(100, 0, 28, Map.of());
    return new RenewalReport(
        MACHINE,
        500,
        new RenewalReport.Kept(28, good),
        new RenewalReport.Kept(28, overHttp2),
        new CallerTally.Seen(50, 0, 50, Map.of()),
        20,
        failedRenewals,
        1500);
  }

  @Test
  void memoryAboveTheTargetFailsTheIdleRun() {
    assertThat(idle(299_000_000, 300_000_000, 10).valid()).isTrue();
    assertThat(idle(301_000_000, 200_000_000, 10).valid()).isFalse();
    assertThat(idle(1, 1, 11).valid()).isFalse();
    assertThat(idle(299_000_000, 300_000_000, 10).text(Locale.ENGLISH)).contains("299 MB idle");
  }

  @Test
  void bothLanguagesSayTheSameThings() {
    assertThat(keys(Locale.KOREAN))
        .containsExactlyInAnyOrderElementsOf(keys(Locale.ENGLISH))
        .isNotEmpty();
    assertThat(Words.in(Locale.FRENCH).say("column.proxy")).isEqualTo("proxy");
  }

  @ParameterizedTest
  @EnumSource(Tool.class)
  void whatIsMissingComesWithTheCommandThatInstallsIt(Tool tool) {
    MissingToolException missing = new MissingToolException(List.of(tool));
    assertThat(missing).hasMessageContaining("apt-get install " + tool.debianPackage());
    assertThat(missing.text(Locale.KOREAN)).contains("설치", tool.program());
  }

  private static Iterable<String> keys(Locale locale) {
    return ResourceBundle.getBundle("dev.weir.bench.words", locale).keySet();
  }

  private static ProxyReport proxies(List<Fault> faults) {
    ProxyReport.Row row =
        new ProxyReport.Row(
            "http2",
            "weir",
            "200 B",
            SPREAD,
            Optional.of(SPREAD),
            Optional.empty(),
            SPREAD,
            Optional.of(SPREAD),
            Optional.of(SPREAD),
            Optional.of(SPREAD),
            Optional.of(SPREAD),
            Optional.of(90_000_000L),
            faults);
    return new ProxyReport(MACHINE, 64, 3, List.of(row), List.of("haproxy"), 0.12);
  }

  private static ReloadReport reload(Map<String, Long> failed, int failedReloads, int exitCode) {
    long failures = failed.values().stream().mapToLong(Long::longValue).sum();
    CallerTally.Seen seen = new CallerTally.Seen(1000 - failures, 2, 64, failed);
    return new ReloadReport(MACHINE, 1000, 64, 500, seen, 5, failedReloads, exitCode, 300);
  }

  private static IdleReport idle(long idle, long after, long opened) {
    CallerTally.Seen seen = new CallerTally.Seen(20, 0, opened, Map.of());
    return new IdleReport(MACHINE, 10, 80_000_000, idle, after, 300_000_000, seen);
  }
}
