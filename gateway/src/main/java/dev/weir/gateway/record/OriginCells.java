package dev.weir.gateway.record;

import dev.weir.exchange.Attempt;

/// What is counted for one origin.
final class OriginCells {
  final OutcomeCells outcomes = new OutcomeCells();
  final DurationCells durations = new DurationCells();

  void record(Attempt attempt) {
    // Whole classes of answers; a failed attempt counts by its cause alone, whatever it began to
    // answer.
    int statusClass = attempt.cause().isPresent() ? 0 : attempt.status() / 100 * 100;
    outcomes.count(statusClass, attempt.cause());
    if (attempt.status() != 101) {
      durations.record(attempt.total());
    }
  }

  /// How an attempt ended, as a label: the cause's code, `2xx` for an answer of that class, or
  /// `abandoned` if it was given up without a fault of the origin's, as when the client is gone.
  static String outcome(int statusClass, String cause) {
    if (!cause.isEmpty()) {
      return cause;
    }
    return statusClass == 0 ? "abandoned" : statusClass / 100 + "xx";
  }
}
