package dev.weir.demo.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.demo.shop.Fault;
import dev.weir.demo.shop.Shop;
import dev.weir.demo.traffic.CallPlan;
import dev.weir.demo.traffic.ReportJson;
import dev.weir.demo.traffic.Traffic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Drills over the control port, with callers at the shop itself.
class DrillTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private Shop shop;
  private DrillRoom room;
  private ControlServer control;
  private Traffic traffic;

  @BeforeEach
  void open() throws IOException {
    shop = Shop.start(2);
    room = new DrillRoom(shop, InstantSource.system(), SHORT);
    control = ControlServer.start(0, room);
    traffic =
        Traffic.start(
            new CallPlan(new SplittableRandom(1), 200),
            shop.addresses().getFirst(),
            System::nanoTime,
            List.of(room));
  }

  @AfterEach
  void close() {
    traffic.close();
    room.close();
    control.close();
    shop.close();
  }

  @Test
  void theReportTellsBeforeDuringAndAfterApart() throws DrillFailed, InterruptedException {
    List<DrillPhase> phases = new ArrayList<>();
    DrillReport report = client().play(order(Fault.GARBAGE, OptionalInt.empty()), phases::add);
    assertThat(phases).containsExactly(DrillPhase.values());
    assertThat(report.fault()).isEqualTo("garbage");
    assertThat(report.instances()).containsExactly(1, 2);
    assertThat(report.before().served()).isEqualTo(report.before().requests()).isPositive();
    assertThat(report.during().breaks()).containsKey("not_http");
    assertThat(report.during().unfinished()).isZero();
    assertThat(report.after().served()).isPositive();
    assertThat(room.reports()).containsExactly(report);
    assertThat(room.state()).isEmpty();
  }

  @Test
  void oneInstanceBreaksAlone() throws DrillFailed, InterruptedException {
    DrillReport report = client().play(order(Fault.CRASH, OptionalInt.of(2)), phase -> {});
    assertThat(report.instances()).containsExactly(2);
    assertThat(report.during().served()).isEqualTo(report.during().requests()).isPositive();
  }

  @Test
  void theShopIsWellAfterwards() throws DrillFailed, InterruptedException {
    client().play(order(Fault.RESET, OptionalInt.empty()), phase -> {});
    assertThat(shop.instances()).allSatisfy(one -> assertThat(one.fault()).isEmpty());
  }

  @Test
  void reportsAsJsonHaveTheDocumentedMembers() throws DrillFailed, InterruptedException {
    DrillReport report = client().play(order(Fault.ERRORS, OptionalInt.of(1)), phase -> {});
    JsonNode json = ReportJson.MAPPER.readTree(ReportJson.pretty(report));
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder("fault", "instances", "seconds", "before", "during", "after");
    assertThat(json.at("/during/statuses/500").asInt()).isPositive();
    assertThat(json.at("/during/errors/with_contract").isInt()).isTrue();
    assertThat(json.at("/during/latency_ms/p99").isNumber()).isTrue();
  }

  @Test
  void aSecondDrillAtTheSameTimeIsRefused() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<DrillReport> first = inBackground(begun);
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> client().play(order(Fault.SLOW, OptionalInt.empty()), phase -> {}))
        .isInstanceOfSatisfying(
            DrillFailed.class, failed -> assertThat(failed.why()).isEqualTo(DrillFailed.Why.BUSY));
    assertThat(first.join().fault()).isEqualTo("garbage");
  }

  @Test
  void aDemoThatEndsEndsItsDrill() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<DrillReport> drill = inBackground(begun);
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    room.close();
    assertThatThrownBy(drill::get)
        .isInstanceOf(ExecutionException.class)
        .hasStackTraceContaining("DEMO_ENDED");
  }

  @Test
  void anInstanceThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> client().play(order(Fault.SLOW, OptionalInt.of(9)), phase -> {}))
        .isInstanceOfSatisfying(
            DrillFailed.class,
            failed -> assertThat(failed.why()).isEqualTo(DrillFailed.Why.NO_SUCH_INSTANCE));
  }

  @Test
  void withoutADemoTheClientSaysSo(@TempDir Path empty) {
    assertThatThrownBy(() -> DrillClient.of(new ControlFile(empty.resolve("none"))))
        .isInstanceOfSatisfying(
            DrillFailed.class,
            failed -> assertThat(failed.why()).isEqualTo(DrillFailed.Why.NO_DEMO));
  }

  @Test
  void aDemoThatIsGoneIsNoDemo() {
    DrillClient client = client();
    control.close();
    assertThatThrownBy(() -> client.play(order(Fault.SLOW, OptionalInt.empty()), phase -> {}))
        .isInstanceOfSatisfying(
            DrillFailed.class,
            failed -> assertThat(failed.why()).isEqualTo(DrillFailed.Why.NO_DEMO));
  }

  @Test
  void aPageInABrowserMayNotBreakTheShop() throws IOException, InterruptedException {
    assertThat(status("?fault=crash", "http://evil.example")).isEqualTo(403);
    assertThat(shop.instances()).allSatisfy(one -> assertThat(one.fault()).isEmpty());
  }

  @Test
  void anUnknownFaultIsRefused() throws IOException, InterruptedException {
    assertThat(status("?fault=fire", "")).isEqualTo(422);
    assertThat(status("?fault=slow&for=never", "")).isEqualTo(422);
    assertThat(status("", "")).isEqualTo(422);
  }

  @Test
  void aDrillWithoutEndIsRefused() {
    assertThatThrownBy(() -> new DrillOrder(Fault.HANG, Duration.ofHours(1), OptionalInt.empty()))
        .hasMessage("for: 3600000ms (expected: above 0, up to 10m)");
  }

  private CompletableFuture<DrillReport> inBackground(CountDownLatch begun) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        DrillOrder order = order(Fault.GARBAGE, OptionalInt.empty());
        return client().play(order, phase -> begun.countDown());
      } catch (DrillFailed | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private int status(String query, String origin) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + control.port() + "/drills" + query);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody());
    if (!origin.isEmpty()) {
      request.header("Origin", origin);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private DrillClient client() {
    return new DrillClient(control.port());
  }

  private static DrillOrder order(Fault fault, OptionalInt instance) {
    return new DrillOrder(fault, SHORT, instance);
  }
}
