package dev.weir.bench;

import java.util.Optional;

/// What a load generator saw in one run.
///
/// @param requests answers that arrived whole
/// @param perSecond the same, a second
/// @param refused answers of 400 and above
/// @param socketErrors connections and streams that failed: connect, read, write, reset, timeout
/// @param latency where it was measured
record Load(
    long requests, double perSecond, long refused, long socketErrors, Optional<Latency> latency) {}
