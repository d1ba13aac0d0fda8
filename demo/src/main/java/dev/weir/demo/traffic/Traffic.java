package dev.weir.demo.traffic;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Sends the calls of a plan, each when it is due, whether or not those before it have ended (an
/// open loop: callers do not wait for each other). Each call has its own virtual thread. When too
/// many wait at once the generator would only measure itself: calls beyond are skipped and counted.
public final class Traffic implements Closeable {
  private static final int MOST_AT_ONCE = 4_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CallPlan plan;
  private final Caller caller;
  private final LongSupplier nanoTime;
  private final List<TrafficListener> listeners;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final AtomicLong skipped = new AtomicLong();
  private final CountDownLatch over = new CountDownLatch(1);

  private Traffic(
      CallPlan plan, Caller caller, LongSupplier time, List<TrafficListener> listeners) {
    this.plan = plan;
    this.caller = caller;
    this.nanoTime = time;
    this.listeners = List.copyOf(listeners);
  }

  /// Starts to send, until it is closed.
  ///
  /// @param to where to
  /// @param nanoTime a clock as [System#nanoTime()] is one
  /// @param listeners told of each call, on the thread that sends or ends it
  public static Traffic start(
      CallPlan plan, InetSocketAddress to, LongSupplier nanoTime, List<TrafficListener> listeners) {
    Caller caller = new Caller(to, PATIENCE, nanoTime);
    Traffic traffic = new Traffic(plan, caller, nanoTime, listeners);
    Thread.ofVirtual().name("traffic").start(traffic::run);
    return traffic;
  }

  /// How many calls were not sent because too many waited.
  public long skipped() {
    return skipped.get();
  }

  /// Sends no more; calls under way end by themselves.
  @Override
  public void close() {
    over.countDown();
    caller.close();
  }

  private void run() {
    try {
      long due = nanoTime.getAsLong();
      while (!over.await(due - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
        start(plan.next(), due);
        due += plan.gap().toNanos();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(Call call, long due) {
    if (!room.tryAcquire()) {
      skipped.incrementAndGet();
      return;
    }
    List<Consumer<Seen>> tell = listeners.stream().map(TrafficListener::sent).toList();
    Thread.ofVirtual().name("caller").start(() -> call(call, due, tell));
  }

  private void call(Call call, long due, List<Consumer<Seen>> tell) {
    try {
      Seen seen = seen(call, due);
      tell.forEach(listener -> listener.accept(seen));
    } finally {
      room.release();
    }
  }

  private Seen seen(Call call, long due) {
    try {
      Reply reply = caller.send(call);
      return Seen.Answer.of(since(due), call, reply);
    } catch (BrokenAnswer broken) {
      return new Seen.Broken(since(due), broken.how());
    } catch (IOException noConnection) {
      return new Seen.Broken(since(due), Break.REFUSED);
    }
  }

  private Duration since(long due) {
    return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - due));
  }
}
