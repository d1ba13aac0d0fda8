package dev.weir.bench;

import java.time.Duration;

/// What else the machine did during a turn. CPU time a request is inflated by it, since the caches
/// are shared.
record Meanwhile(long startNanos, Duration all, Duration own) {
  static Meanwhile start() {
    return new Meanwhile(System.nanoTime(), CpuTime.ofAll(), CpuTime.of(ProcessHandle.current()));
  }

  /// The share of all cores that went to processes which the harness did not start, 0 to 1.
  double busyElsewhere() {
    Meanwhile now = start();
    double elsewhere = seconds(now.all.minus(all)) - seconds(now.own.minus(own));
    double cores = Runtime.getRuntime().availableProcessors();
    return Math.clamp(elsewhere / cores / ((now.startNanos - startNanos) / 1e9), 0, 1);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
