package dev.weir.bench;

import java.time.Duration;
import java.util.stream.LongStream;

/// How long requests took, from sending them to the end of their answers.
///
/// @param p50 half of them took at most this
/// @param p99 99 of 100 took at most this
record Latency(Duration p50, Duration p99) {
  /// Of each single request.
  ///
  /// @throws IllegalArgumentException where there is none
  static Latency ofMicros(LongStream each) {
    long[] sorted = each.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("requests: 0 (expected: at least 1)");
    }
    return new Latency(quantile(sorted, 0.50), quantile(sorted, 0.99));
  }

  private static Duration quantile(long[] sorted, double share) {
    int rank = Math.toIntExact(Math.round(Math.ceil(share * sorted.length)));
    return Duration.ofNanos(sorted[Math.max(0, rank - 1)] * 1000);
  }
}
