package dev.weir.gateway.record;

import java.util.function.LongSupplier;

/// What is counted of one listener. Asked for whenever somebody reads the metrics, on that thread.
///
/// @param address where it listens, as in `127.0.0.1:8080`
/// @param open its open connections
/// @param accepted all connections that ever came in
public record ListenerTally(String address, LongSupplier open, LongSupplier accepted) {}
