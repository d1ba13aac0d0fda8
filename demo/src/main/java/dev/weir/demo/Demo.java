package dev.weir.demo;

import dev.weir.demo.drill.ControlServer;
import dev.weir.demo.drill.DrillRoom;
import dev.weir.demo.shop.Shop;
import dev.weir.demo.traffic.CallPlan;
import dev.weir.demo.traffic.ReportJson;
import dev.weir.demo.traffic.Tally;
import dev.weir.demo.traffic.Traffic;
import dev.weir.demo.traffic.Window;
import dev.weir.demo.view.DemoSummary;
import dev.weir.demo.view.Frame;
import dev.weir.demo.view.LiveView;
import dev.weir.demo.view.ReportText;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;

/// The shop, what stands in front of it, the traffic and the drills, in one process.
///
/// [#run(PrintWriter)] is for one thread; [#close()] ends it from any other.
public final class Demo implements Closeable {
  private static final int INSTANCES = 3;
  private static final Duration LAST_CALLS = Duration.ofSeconds(5);

  private final DemoOptions options;
  private final Front.Opener opener;
  private final InstantSource clock;
  private final LiveView view;
  private final Tally total = new Tally();
  private final Window latest = new Window();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  /// @param opener puts the gateway in front of the shop
  /// @param clock the time of day
  public Demo(DemoOptions options, Front.Opener opener, InstantSource clock, LiveView view) {
    this.options = options;
    this.opener = opener;
    this.clock = clock;
    this.view = view;
  }

  /// Runs until its time is over or it is closed, shows what happens and prints the summary.
  ///
  /// @throws IOException if it cannot start, with the address that is taken
  public void run(PrintWriter out) throws IOException, InterruptedException {
    try (Shop shop = Shop.start(INSTANCES);
        Front front = opener.open(shop.addresses());
        DrillRoom drills = new DrillRoom(shop, clock, options.margin());
        ControlServer control = ControlServer.start(options.controlPort(), drills)) {
      if (!options.json()) {
        out.println(new Introduction(options, front, shop).text());
        out.flush();
      }
      out.println(said(playReachable(front, drills, control.port())));
      out.flush();
    } finally {
      done.countDown();
    }
  }

  /// Ends the demo and waits until it has said its last words.
  @Override
  public void close() {
    over.countDown();
    try {
      done.await(LAST_CALLS.toSeconds() + 1, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private String said(DemoSummary summary) {
    return options.json()
        ? ReportJson.pretty(summary)
        : new ReportText(options.words()).demo(summary);
  }

  /// Plays while the control port can be found.
  private DemoSummary playReachable(Front front, DrillRoom drills, int controlPort)
      throws IOException, InterruptedException {
    options.controlFile().write(controlPort);
    try {
      return play(front, drills);
    } finally {
      options.controlFile().delete(controlPort);
    }
  }

  private DemoSummary play(Front front, DrillRoom drills) throws InterruptedException {
    long began = System.nanoTime();
    CallPlan plan =
        new CallPlan(
            RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed()), options.rate());
    Traffic traffic =
        Traffic.start(plan, front.address(), System::nanoTime, List.of(total, latest, drills));
    try (traffic) {
      watch(began, drills);
    }
    double seconds = since(began).toMillis() / 1000.0;
    total.awaitEnded(LAST_CALLS);
    return new DemoSummary(
        options.seed(),
        options.rate(),
        seconds,
        traffic.skipped(),
        total.counts(),
        drills.reports());
  }

  /// Shows frame after frame until it is over.
  private void watch(long began, DrillRoom drills) throws InterruptedException {
    Duration length = options.length().orElse(Duration.ofNanos(Long.MAX_VALUE));
    Duration shown = Duration.ZERO;
    while (shown.compareTo(length) < 0
        && !over.await(next(shown, length, began), TimeUnit.NANOSECONDS)) {
      Duration now = since(began);
      view.show(
          new Frame(
              clock.instant(),
              now,
              now.minus(shown),
              latest.take(),
              total.counts(),
              drills.state()));
      shown = now;
    }
  }

  /// Nanoseconds until the next frame, or until the end if that is sooner.
  private long next(Duration shown, Duration length, long began) {
    Duration due = shown.plus(view.every());
    return (due.compareTo(length) < 0 ? due : length).minus(since(began)).toNanos();
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
