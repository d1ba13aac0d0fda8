package dev.weir.demo.drill;

import dev.weir.demo.shop.Shop;
import dev.weir.demo.shop.ShopInstance;
import dev.weir.demo.traffic.Seen;
import dev.weir.demo.traffic.Tally;
import dev.weir.demo.traffic.TrafficListener;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Plays drills on a shop, one at a time, and counts what callers see before, during and after.
/// Told of each call as a listener of the traffic. Safe for many threads.
public final class DrillRoom implements TrafficListener, Closeable {
  private static final Duration FIRST_CALLS = Duration.ofSeconds(2);
  private static final Duration LAST_CALLS = Duration.ofSeconds(20);

  private final Shop shop;
  private final InstantSource clock;
  private final Duration margin;
  private final ReentrantLock playing = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<DrillReport> reports = new ArrayList<>(); // guarded by itself
  // Written by the one drill that is played, read by everybody.
  private volatile @Nullable Tally counting;
  private volatile @Nullable DrillState state;

  /// @param margin how long to count before the fault and after it
  public DrillRoom(Shop shop, InstantSource clock, Duration margin) {
    this.shop = shop;
    this.clock = clock;
    this.margin = margin;
  }

  @Override
  public Consumer<Seen> sent() {
    Tally tally = counting;
    return tally == null ? seen -> {} : tally.sent();
  }

  /// The drill that is being played now.
  public Optional<DrillState> state() {
    return Optional.ofNullable(state);
  }

  /// The reports of the drills that are over, in their order.
  public List<DrillReport> reports() {
    synchronized (reports) {
      return List.copyOf(reports);
    }
  }

  /// Plays a drill to its end and waits for the last of its calls; blocks that long.
  ///
  /// @param phases told when a phase begins
  /// @throws DrillFailed if another is being played, no such instance exists or the room is closed
  public DrillReport play(DrillOrder order, Consumer<DrillState> phases)
      throws DrillFailed, IOException, InterruptedException {
    List<ShopInstance> instances = instances(order);
    if (!playing.tryLock()) {
      throw new DrillFailed(DrillFailed.Why.BUSY);
    }
    try {
      return play(order, instances, phases);
    } finally {
      counting = null;
      state = null;
      shop.recover();
      playing.unlock();
    }
  }

  /// Ends the drill that is being played.
  @Override
  public void close() {
    closed.countDown();
  }

  private DrillReport play(
      DrillOrder order, List<ShopInstance> instances, Consumer<DrillState> phases)
      throws DrillFailed, IOException, InterruptedException {
    Tally before = count(order, DrillPhase.BEFORE, margin, phases);
    // Calls under way would meet the fault and be counted as of before it.
    counting = null;
    before.awaitEnded(FIRST_CALLS);
    for (ShopInstance instance : instances) {
      instance.play(order.fault());
    }
    Tally during = count(order, DrillPhase.DURING, order.length(), phases);
    shop.recover();
    Tally after = count(order, DrillPhase.AFTER, margin, phases);
    counting = null;
    during.awaitEnded(LAST_CALLS);
    after.awaitEnded(LAST_CALLS);
    return kept(
        new DrillReport(
            order.fault().word(),
            instances.stream().map(ShopInstance::number).toList(),
            order.length().toMillis() / 1000.0,
            before.counts(),
            during.counts(),
            after.counts()));
  }

  private Tally count(
      DrillOrder order, DrillPhase phase, Duration length, Consumer<DrillState> phases)
      throws DrillFailed, InterruptedException {
    Tally tally = new Tally();
    DrillState begun = new DrillState(order, phase, clock.instant().plus(length));
    counting = tally;
    state = begun;
    phases.accept(begun);
    if (closed.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new DrillFailed(DrillFailed.Why.DEMO_ENDED);
    }
    return tally;
  }

  private DrillReport kept(DrillReport report) {
    synchronized (reports) {
      reports.add(report);
    }
    return report;
  }

  private List<ShopInstance> instances(DrillOrder order) throws DrillFailed {
    if (order.instance().isEmpty()) {
      return shop.instances();
    }
    List<ShopInstance> one =
        shop.instances().stream()
            .filter(instance -> instance.number() == order.instance().getAsInt())
            .toList();
    if (one.isEmpty()) {
      throw new DrillFailed(DrillFailed.Why.NO_SUCH_INSTANCE);
    }
    return one;
  }
}
