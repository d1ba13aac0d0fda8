package dev.weir.status;

import java.util.Locale;

/// The members of a problem in the order in which they are written, for any form.
///
/// The order is for people: what happened first, then what to quote, then what programs read.
abstract class ProblemMembers {
  final StringBuilder out = new StringBuilder(768);

  abstract void text(String name, String value);

  abstract void number(String name, long value);

  final void write(Problem problem) {
    text("type", problem.type());
    text("title", problem.title());
    number("status", problem.status());
    text("detail", problem.detail());
    if (!problem.instance().isEmpty()) {
      text("instance", problem.instance());
    }
    text("code", problem.code());
    writeRest(problem);
  }

  /// What no standard has a member for.
  final void writeRest(Problem problem) {
    text("request_id", problem.requestId());
    problem.cause().ifPresent(cause -> text("cause", cause));
    text("side", problem.side().name().toLowerCase(Locale.ROOT));
    problem.sent().ifPresent(sent -> text("sent", sent.code()));
    problem.retryAfter().ifPresent(seconds -> number("retry_after", seconds));
    text("timestamp", problem.timestamp().toString());
  }
}
