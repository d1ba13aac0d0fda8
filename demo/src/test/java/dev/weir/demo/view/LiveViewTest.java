package dev.weir.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.demo.drill.DrillOrder;
import dev.weir.demo.drill.DrillPhase;
import dev.weir.demo.drill.DrillState;
import dev.weir.demo.shop.Fault;
import dev.weir.demo.traffic.Counts;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintWriter out = new PrintWriter(bytes, true, StandardCharsets.UTF_8);

  @Test
  void withoutATerminalItFallsBackToPlainLines() {
    LiveView view = LiveView.on(out, Terminal.of(false, XTERM), Words.of("en"));
    view.show(frame(Optional.empty()));
    view.show(frame(drilling()));
    assertThat(view.every()).isEqualTo(Duration.ofSeconds(2));
    assertThat(shown().lines())
        .containsExactly(
            "01:05  50 req/s  2xx 90  4xx 6  5xx 3  broken 1  P50 0.8 ms   P95 2.1 ms   P99 4.0 ms"
                + "  drill: none",
            "01:05  50 req/s  2xx 90  4xx 6  5xx 3  broken 1  P50 0.8 ms   P95 2.1 ms   P99 4.0 ms"
                + "  drill: hang on instance 2, 7 s left");
  }

  @Test
  void aDumbTerminalGetsPlainLinesToo() {
    LiveView view = LiveView.on(out, Terminal.of(true, Map.of("TERM", "dumb")), Words.of("ko"));
    view.show(frame(Optional.empty()));
    assertThat(shown()).contains("초당 50건", "훈련: 없음").doesNotContain("\u001b");
  }

  @Test
  void onATerminalEachFrameReplacesTheOneBefore() {
    LiveView view = LiveView.on(out, Terminal.of(true, XTERM), Words.of("en"));
    view.show(frame(Optional.empty()));
    long lines = shown().lines().count();
    assertThat(shown()).doesNotContain("\u001b[J");
    view.show(frame(drilling()));
    assertThat(shown()).contains("\u001b[" + lines + "A\r\u001b[J", "hang on instance 2, 7 s left");
  }

  @Test
  void withoutColoursOnlyTheCursorMoves() {
    Terminal plain = Terminal.of(true, Map.of("TERM", "xterm", "NO_COLOR", "1"));
    LiveView.on(out, plain, Words.of("en")).show(frame(drilling()));
    assertThat(shown())
        .contains("200×90", "http_response_timeout×3", "50 a second")
        .doesNotContainPattern("\u001b\\[\\d+m");
  }

  @Test
  void aLineThatIsTooLongIsCutAndDoesNotMoveTheNextFrame() {
    LiveView view = LiveView.on(out, Terminal.of(true, XTERM), Words.of("en"));
    view.show(frame(Optional.empty()));
    assertThat(shown()).startsWith("\u001b[?7l").endsWith("\u001b[?7h\n");
  }

  @Test
  void koreanLabelsTakeTwoColumnsALetter() {
    assertThat(Words.of("ko").label("screen.drill", 14)).isEqualTo("훈련" + " ".repeat(10));
    assertThat(Words.of("en").label("screen.drill", 14)).isEqualTo("Drill" + " ".repeat(9));
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Optional<DrillState> drilling() {
    DrillOrder order = new DrillOrder(Fault.HANG, Duration.ofSeconds(10), OptionalInt.of(2));
    return Optional.of(new DrillState(order, DrillPhase.DURING, NOW.plusMillis(6_500)));
  }

  private static Frame frame(Optional<DrillState> drill) {
    Counts counts =
        new Counts(
            100,
            96,
            3,
            1,
            0,
            new TreeMap<>(Map.of("200", 90L, "404", 6L, "504", 3L)),
            new TreeMap<>(Map.of("http_response_timeout", 3L)),
            new TreeMap<>(),
            new TreeMap<>(Map.of("reset", 1L)),
            new Counts.Errors(9, 9, new TreeMap<>()),
            new Counts.Latency(0.8, 2.1, 4.0, 9.0));
    return new Frame(NOW, Duration.ofSeconds(65), Duration.ofSeconds(2), counts, counts, drill);
  }
}
