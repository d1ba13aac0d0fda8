package dev.weir.gateway.record;

import dev.weir.exchange.Exchange;
import dev.weir.status.Failure;
import java.util.concurrent.atomic.AtomicLong;

/// What is counted for one route.
final class RouteCells {
  final OutcomeCells outcomes = new OutcomeCells();
  final DurationCells durations = new DurationCells();
  final AtomicLong requestBytes = new AtomicLong();
  final AtomicLong responseBytes = new AtomicLong();

  void record(Exchange exchange) {
    outcomes.count(exchange.trueStatus(), exchange.failure().map(Failure::cause));
    if (exchange.webSocket().isEmpty()) {
      durations.record(exchange.duration());
    }
    add(requestBytes, exchange.requestBytes());
    add(responseBytes, exchange.responseBytes());
  }

  private static void add(AtomicLong cell, long bytes) {
    cell.setOpaque(cell.getPlain() + bytes);
  }
}
