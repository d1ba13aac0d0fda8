package dev.weir.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.demo.shop.Fault;
import dev.weir.demo.shop.Shop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What callers see of the shop itself, without a gateway.
class TrafficTest {
  private Shop shop;

  @BeforeEach
  void open() throws IOException {
    shop = Shop.start(1);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aShopThatIsWellServesEveryCall() throws InterruptedException {
    Counts counts = seen(300);
    assertThat(counts.served()).isEqualTo(counts.requests());
    assertThat(counts.statuses()).containsKeys("200", "201", "204", "404");
    assertThat(counts.errors().answers()).isEqualTo(counts.statusClass(4)).isPositive();
    assertThat(counts.latencyMs().p50()).isPositive();
    assertThat(counts.latencyMs().max()).isGreaterThanOrEqualTo(counts.latencyMs().p99());
  }

  @ParameterizedTest
  @CsvSource({"CRASH, refused", "RESET, reset", "TRUNCATE, truncated", "GARBAGE, not_http"})
  void whatBreaksIsToldApart(Fault fault, String how) throws IOException, InterruptedException {
    shop.instances().getFirst().play(fault);
    Counts counts = seen(40);
    assertThat(counts.broken()).isEqualTo(counts.requests());
    assertThat(counts.breaks()).containsOnlyKeys(how);
  }

  @Test
  void errorsInTheWrongFormBreakTheContract() throws IOException, InterruptedException {
    shop.instances().getFirst().play(Fault.ERRORS);
    Counts counts = seen(40);
    assertThat(counts.failed()).isEqualTo(counts.requests());
    assertThat(counts.causes()).containsOnlyKeys("origin");
    assertThat(counts.errors().withContract()).isZero();
    assertThat(counts.errors().breaches())
        .containsEntry("wrong_form", counts.requests())
        .containsEntry("no_request_id", counts.requests());
  }

  @Test
  void callersDoNotWaitForEachOther() throws IOException, InterruptedException {
    shop.instances().getFirst().play(Fault.HANG);
    Tally tally = new Tally();
    try (Traffic traffic = start(tally, new CountDownLatch(40))) {
      assertThat(tally.counts().unfinished()).isGreaterThanOrEqualTo(40);
      assertThat(traffic.skipped()).isZero();
    }
    shop.recover();
    tally.awaitEnded(Duration.ofSeconds(10));
    assertThat(tally.counts().breaks()).containsKey("closed");
  }

  /// What was seen of at least so many calls.
  private Counts seen(int calls) throws InterruptedException {
    Tally tally = new Tally();
    start(tally, new CountDownLatch(calls)).close();
    tally.awaitEnded(Duration.ofSeconds(10));
    return tally.counts();
  }

  /// Traffic that has sent at least so many calls.
  private Traffic start(Tally tally, CountDownLatch calls) throws InterruptedException {
    TrafficListener counting =
        () -> {
          calls.countDown();
          return seen -> {};
        };
    Traffic traffic =
        Traffic.start(
            new CallPlan(new SplittableRandom(1), 500),
            shop.addresses().getFirst(),
            System::nanoTime,
            List.of(tally, counting));
    assertThat(calls.await(10, TimeUnit.SECONDS)).isTrue();
    return traffic;
  }
}
