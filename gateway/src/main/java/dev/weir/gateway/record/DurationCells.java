package dev.weir.gateway.record;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// A histogram of durations that one thread fills: a plain read and an opaque write for each, no
/// locked instruction. A reader sees every bucket whole; the sum may be one duration ahead or
/// behind.
final class DurationCells {
  private static final long[] BOUNDS_MICROS = {
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    30_000_000,
    60_000_000
  };
  private static final double[] BOUNDS_SECONDS = boundsSeconds();

  private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS_SECONDS.length);
  private final AtomicLong sumMicros = new AtomicLong();

  void record(Duration duration) {
    long micros = duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000;
    int bucket = 0;
    while (bucket < BOUNDS_MICROS.length && micros > BOUNDS_MICROS[bucket]) {
      bucket++;
    }
    buckets.setOpaque(bucket, buckets.getPlain(bucket) + 1);
    sumMicros.setOpaque(sumMicros.getPlain() + micros);
  }

  HistogramDataPointSnapshot snapshot(Labels labels) {
    long[] counts = new long[BOUNDS_SECONDS.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = buckets.getOpaque(i);
    }
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS_SECONDS, counts))
        .sum(sumMicros.getOpaque() / 1e6)
        .build();
  }

  private static double[] boundsSeconds() {
    double[] bounds = new double[BOUNDS_MICROS.length + 1];
    for (int i = 0; i < BOUNDS_MICROS.length; i++) {
      bounds[i] = BOUNDS_MICROS[i] / 1e6;
    }
    bounds[BOUNDS_MICROS.length] = Double.POSITIVE_INFINITY;
    return bounds;
  }
}
