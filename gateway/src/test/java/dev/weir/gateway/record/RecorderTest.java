package dev.weir.gateway.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.ExchangeListener;
import dev.weir.gateway.config.AccessLogConfig;
import dev.weir.gateway.config.AccessLogConfig.Format;
import dev.weir.gateway.config.Ratio;
import dev.weir.gateway.config.Size;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Metrics metrics = new Metrics();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @Test
  void exchangesOfEveryLoopAreLoggedCountedAndHeard() {
    try (Recorder recorder = start(3)) {
      for (int loop = 0; loop < 3; loop++) {
        recorder.ring(loop).offer(() -> TestingExchange.withStatus(200));
      }
      await().until(() -> heard.size() == 3);
      assertThat(stdout.toString(UTF_8)).hasLineCount(3);
      assertThat(page())
          .contains("weir_requests_total{cause=\"\",route=\"shop\",status=\"200\"} 3.0");
    }
  }

  @Test
  void whatIsLeftIsRecordedOnClose() {
    Recorder recorder = start(2);
    for (int i = 0; i < 2 * Ring.DEFAULT_CAPACITY; i++) {
      recorder.ring(i % 2).offer(() -> TestingExchange.withStatus(200));
    }
    recorder.close();
    assertThat(heard.size() + losses()).isEqualTo(2 * Ring.DEFAULT_CAPACITY);
    assertThat(stdout.toString(UTF_8)).hasLineCount(heard.size());
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("weir-recorder"));
  }

  @Test
  void lossesOfAFullRingAreShown() {
    var stuck = new CountDownLatch(1);
    Recorder recorder = start(1, exchange -> awaitQuietly(stuck));
    recorder.ring(0).offer(() -> TestingExchange.withStatus(200));
    int refused = 0;
    for (int i = 0; i < 2 * Ring.DEFAULT_CAPACITY; i++) {
      refused += recorder.ring(0).offer(() -> TestingExchange.withStatus(200)) ? 0 : 1;
    }
    assertThat(refused).isPositive();
    assertThat(losses()).isEqualTo(refused);
    stuck.countDown();
    recorder.close();
  }

  @Test
  void whatThrowsIsCountedSaidOnceAndEndsNothing() {
    ExchangeListener broken =
        exchange -> {
          throw new IllegalStateException("listener broke");
        };
    try (Recorder recorder = start(1, broken, exchange -> heard.add(exchange.requestId()))) {
      recorder
          .ring(0)
          .offer(() -> {
            throw new StackOverflowError("exchange broke");
          });
      recorder.ring(0).offer(() -> TestingExchange.withId("a"));
      recorder.ring(0).offer(() -> TestingExchange.withId("b"));
      await().until(() -> heard.size() == 2);
    }
    assertThat(stdout.toString(UTF_8)).hasLineCount(2);
    assertThat(page())
        .contains("weir_recorder_errors_total{sink=\"exchange\"} 1.0")
        .contains("weir_recorder_errors_total{sink=\"listener\"} 2.0");
    assertThat(stderr.toString(UTF_8))
        .hasLineCount(2)
        .contains("exchange broke")
        .containsOnlyOnce("listener broke");
  }

  @Test
  void listenerThatInterruptsTheThreadDoesNotMakeItSpin() {
    try (Recorder recorder =
        start(1, exchange -> Thread.currentThread().interrupt(), exchange -> heard.add("x"))) {
      recorder.ring(0).offer(() -> TestingExchange.withId("a"));
      await().until(() -> heard.size() == 1);
      await().until(() -> recorderThread().getState() == Thread.State.TIMED_WAITING);
      assertThat(recorderThread().isInterrupted()).isFalse();
    }
  }

  @Test
  void reloadChangesTheFormatWhileItRuns() {
    try (Recorder recorder = start(1)) {
      recorder.reload(config(Format.COMBINED));
      await()
          .until(() -> {
            recorder.ring(0).offer(() -> TestingExchange.withStatus(200));
            return stdout.toString(UTF_8).contains("192.0.2.7 - - [");
          });
    }
  }

  private Recorder start(int loops) {
    return start(loops, exchange -> heard.add(exchange.requestId()));
  }

  private Recorder start(int loops, ExchangeListener... listeners) {
    return Recorder.start(
        loops,
        config(Format.JSON),
        metrics,
        List.of(listeners),
        new TestingClock(),
        stdout,
        new PrintStream(stderr, true, UTF_8));
  }

  private static AccessLogConfig config(Format format) {
    return new AccessLogConfig(
        format, Optional.empty(), new Ratio(1), Size.ofMiB(1), Duration.ofDays(1), 1);
  }

  private int losses() {
    return page()
        .lines()
        .filter(line -> line.startsWith("weir_ring_losses_total "))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  private String page() {
    return new String(metrics.prometheus(), UTF_8);
  }

  private static Thread recorderThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("weir-recorder"))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
