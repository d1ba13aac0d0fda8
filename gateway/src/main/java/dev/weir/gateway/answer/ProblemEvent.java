package dev.weir.gateway.answer;

import dev.weir.status.Problem;
import java.util.random.RandomGenerator;

/// A failure as an event of an event stream (HTML section 9.2.5), after which the stream ends and
/// its `EventSource` comes back by itself.
///
/// The event is named `problem`, after problem details. Not `error`: a browser fires an event of
/// that name whenever a connection ends, without data, and one from the stream would go to the same
/// listeners. Not unnamed either: what is listened to as `message` is what the origin sends. It has
/// no `id`, so that `Last-Event-ID` stays what the origin gave last.
final class ProblemEvent {
  private static final long SOONEST_MILLIS = 5_000;
  // An event source keeps the time for all that comes after, so an hour would be for good.
  private static final long LATEST_MILLIS = 300_000;

  private ProblemEvent() {}

  /// The event, with the time after which to come back: what `Retry-After` says, bounded, or five
  /// to ten seconds, so that not all come back at once.
  static String of(Problem problem, RandomGenerator random) {
    return "retry: "
        + reconnectMillis(problem, random)
        + "\nevent: problem\ndata: "
        + problem.toJson()
        + "\n";
  }

  private static long reconnectMillis(Problem problem, RandomGenerator random) {
    if (problem.retryAfter().isEmpty()) {
      return SOONEST_MILLIS + (long) (SOONEST_MILLIS * random.nextDouble());
    }
    long millis = problem.retryAfter().getAsLong() * 1000;
    return millis <= LATEST_MILLIS
        ? millis
        : LATEST_MILLIS + (long) (LATEST_MILLIS * random.nextDouble() / 5);
  }
}
