package dev.weir.gateway.record;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.ExchangeListener;
import dev.weir.gateway.config.AccessLogConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Records what the event loops hand over, on one thread of its own: log, metrics, listeners.
///
/// The thread comes by every eight milliseconds and empties every ring; a ring that filled up by
/// half meanwhile is visited again at once. So an exchange costs its loop one store, nobody is ever
/// woken, and lines are written in batches. Whatever a log, a listener or an exchange throws is
/// counted in `weir_recorder_errors_total`, said once on standard error, and does not end the
/// thread.
public final class Recorder implements AutoCloseable {
  private static final long ROUND_NANOS = Duration.ofMillis(8).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration ONCE = Duration.ofDays(365_000);

  private final List<Ring> rings;
  private final AccessLog log;
  private final Metrics metrics;
  private final List<ExchangeListener> listeners;
  private final Notices notices;
  private final AtomicReference<@Nullable AccessLogConfig> newConfig = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "weir-recorder");
  private volatile boolean closed;

  private Recorder(
      List<Ring> rings,
      AccessLog log,
      Metrics metrics,
      List<ExchangeListener> listeners,
      Notices notices) {
    this.rings = rings;
    this.log = log;
    this.metrics = metrics;
    this.listeners = List.copyOf(listeners);
    this.notices = notices;
    metrics.recorderCounts(() -> rings.stream().mapToLong(Ring::losses).sum(), log::lostLines);
    // A log on a pipe that nobody reads must not keep the process alive.
    thread.setDaemon(true);
  }

  /// A recorder at work.
  ///
  /// @param loops how many event loops there are, each with a ring of its own
  /// @param config of the access log
  /// @param metrics what is counted; of this recorder alone
  /// @param listeners called after log and metrics, in this order
  /// @param clock for the age of files
  public static Recorder start(
      int loops,
      AccessLogConfig config,
      Metrics metrics,
      List<ExchangeListener> listeners,
      InstantSource clock) {
    return start(
        loops,
        config,
        metrics,
        listeners,
        clock,
        new FileOutputStream(FileDescriptor.out),
        System.err);
  }

  static Recorder start(
      int loops,
      AccessLogConfig config,
      Metrics metrics,
      List<ExchangeListener> listeners,
      InstantSource clock,
      OutputStream stdout,
      PrintStream stderr) {
    List<Ring> rings =
        IntStream.range(0, loops).mapToObj(loop -> new Ring(Ring.DEFAULT_CAPACITY)).toList();
    var notices = new Notices(stderr, clock);
    var log = new AccessLog(config, stdout, clock, notices);
    var recorder = new Recorder(rings, log, metrics, listeners, notices);
    recorder.thread.start();
    return recorder;
  }

  /// The ring of one event loop, which alone may put into it.
  ///
  /// @param loop from 0
  public Ring ring(int loop) {
    return rings.get(loop);
  }

  /// Logs as this says, from the next round on. Any thread; returns at once.
  public void reload(AccessLogConfig config) {
    newConfig.set(config);
  }

  /// Records what is left in the rings and ends. Call it after the event loops ended: what they put
  /// in later is not recorded. Gives up after five seconds where standard output takes nothing any
  /// more.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      boolean backlog = round();
      if (!backlog && !closed) {
        LockSupport.parkNanos(this, ROUND_NANOS);
        Thread.interrupted(); // A listener's business; it would end the parking for good.
      }
    }
    while (round()) {
      // Until no ring is half full any more; the last round below takes the rest.
    }
    round();
    guarded("access-log", log::close);
  }

  /// Empties every ring once. Returns whether one of them was half full.
  private boolean round() {
    AccessLogConfig config = newConfig.getAndSet(null);
    if (config != null) {
      guarded("access-log", () -> log.reload(config));
    }
    boolean backlog = false;
    for (Ring ring : rings) {
      backlog |= ring.drain(this::record) >= ring.capacity() / 2;
    }
    guarded("access-log", log::tick);
    return backlog;
  }

  private void record(Recordable entry) {
    Exchange exchange;
    try {
      exchange = entry.toExchange();
    } catch (RuntimeException | Error failure) {
      failed("exchange", failure);
      return;
    }
    try {
      log.write(exchange);
    } catch (RuntimeException | Error failure) {
      failed("access-log", failure);
    }
    try {
      metrics.record(exchange);
    } catch (RuntimeException | Error failure) {
      failed("metrics", failure);
    }
    for (ExchangeListener listener : listeners) {
      try {
        listener.finished(exchange);
      } catch (RuntimeException | Error failure) {
        failed("listener", failure);
      }
    }
  }

  private void guarded(String sink, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error failure) {
      failed(sink, failure);
    }
  }

  private void failed(String sink, Throwable failure) {
    metrics.recorderError(sink);
    notices.say("recorder-" + sink, ONCE, "recorder-error", sink, failure);
  }
}
