package dev.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.demo.drill.ControlFile;
import dev.weir.demo.drill.DrillClient;
import dev.weir.demo.drill.DrillOrder;
import dev.weir.demo.shop.Fault;
import dev.weir.demo.traffic.ReportJson;
import dev.weir.demo.view.LiveView;
import dev.weir.demo.view.Terminal;
import dev.weir.demo.view.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The whole demo, with nothing in front of the shop's first instance.
class DemoTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintWriter out = new PrintWriter(bytes, true, StandardCharsets.UTF_8);

  @Test
  void theSummaryForProgramsHasTheDocumentedMembers() throws Exception {
    demo(options(Duration.ofSeconds(1), true)).run(out);
    JsonNode json = ReportJson.MAPPER.readTree(bytes.toByteArray());
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder("seed", "rate", "seconds", "skipped", "callers", "drills");
    assertThat(json.get("callers").propertyNames())
        .containsExactlyInAnyOrder(
            "requests",
            "served",
            "failed",
            "broken",
            "unfinished",
            "statuses",
            "causes",
            "codes",
            "breaks",
            "errors",
            "latency_ms");
    assertThat(json.at("/callers/served").asInt()).isPositive();
    assertThat(json.at("/callers/served")).isEqualTo(json.at("/callers/requests"));
    assertThat(json.at("/seconds").asDouble()).isGreaterThanOrEqualTo(1.0);
  }

  @Test
  void withoutATerminalItSaysLinesAndASummary() throws Exception {
    demo(options(Duration.ofMillis(2_500), false)).run(out);
    assertThat(text())
        .contains("The shop is open behind Weir: http://127.0.0.1:")
        .contains("00:02  ", " req/s  2xx ", "drill: none")
        .containsPattern("The demo ran for \\d\\.\\d s \\(seed 1, 100 requests a second asked for")
        .doesNotContain("curl", "\u001b");
  }

  @Test
  void withoutAnEndItSaysWhatToTryAndIsEndedByAnotherThread() throws Exception {
    DemoOptions endless =
        new DemoOptions(
            Optional.empty(), 1, 100, 0, file(), Duration.ofMillis(100), false, Words.of("ko"));
    Demo demo = demo(endless);
    Thread.ofVirtual().start(demo::close);
    demo.run(out);
    assertThat(text())
        .contains("weir drill hang", "curl -i http://127.0.0.1:", "http://127.0.0.1:9090")
        .contains("데모를");
  }

  @Test
  void whileItRunsDrillsFindItAndAfterwardsTheyDoNot() throws Exception {
    Demo demo = demo(options(Duration.ofMinutes(1), true));
    FutureTask<Boolean> run = new FutureTask<>(() -> ended(demo));
    Thread.ofVirtual().start(run);
    await().until(() -> file().read().isPresent());
    DrillClient.of(file())
        .play(new DrillOrder(Fault.RESET, Duration.ofMillis(200), OptionalInt.empty()), at -> {});
    demo.close();
    assertThat(run.get()).isTrue();
    assertThat(file().read()).isEmpty();
    JsonNode json = ReportJson.MAPPER.readTree(bytes.toByteArray());
    assertThat(json.at("/drills/0/fault").asString()).isEqualTo("reset");
    assertThat(json.at("/callers/breaks/reset").asInt()).isPositive();
  }

  @Test
  void aFrontThatCannotOpenSaysWhy() {
    Demo demo =
        new Demo(
            options(Duration.ofSeconds(1), true),
            instances -> {
              throw new BindException("127.0.0.1:8080 is taken");
            },
            InstantSource.system(),
            LiveView.none());
    assertThatThrownBy(() -> demo.run(out)).hasMessage("127.0.0.1:8080 is taken");
  }

  @Test
  void ratesAndTimesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> options(Duration.ZERO, true))
        .hasMessage("for: 0ms (expected: above 0)");
  }

  private boolean ended(Demo demo) throws IOException, InterruptedException {
    demo.run(out);
    return true;
  }

  private Demo demo(DemoOptions options) {
    LiveView view =
        options.json()
            ? LiveView.none()
            : LiveView.on(out, Terminal.of(false, Map.of()), options.words());
    return new Demo(
        options, instances -> front(instances.getFirst()), InstantSource.system(), view);
  }

  private DemoOptions options(Duration length, boolean json) {
    return new DemoOptions(
        Optional.of(length), 1, 100, 0, file(), Duration.ofMillis(100), json, Words.of("en"));
  }

  private ControlFile file() {
    return new ControlFile(directory.resolve("control"));
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Front front(InetSocketAddress instance) {
    return new Front() {
      @Override
      public InetSocketAddress address() {
        return instance;
      }

      @Override
      public Optional<URI> console() {
        return Optional.of(URI.create("http://127.0.0.1:9090"));
      }

      @Override
      public Optional<Path> accessLog() {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }
}
