package dev.weir.gateway.answer;

import dev.weir.status.CauseWords;
import dev.weir.status.Language;
import dev.weir.status.Problem;
import dev.weir.status.Retry;

/// A problem, and what a person is told beside it.
///
/// @param advice what the visitor can do now
/// @param retry whether to offer another try
/// @param safe whether the method was GET or HEAD
record Telling(Problem problem, String advice, Retry retry, boolean safe, Language language) {
  /// Whether the request may have been processed; empty where that is not in question, or does not
  /// matter to a reader who only wanted to read.
  String sent() {
    return safe ? "" : problem.sent().map(sent -> CauseWords.sent(sent, language)).orElse("");
  }

  /// Whether the same request may succeed.
  boolean retryable() {
    return switch (retry) {
      case YES, CONDITIONAL, AFTER_DELAY -> true;
      case NO, NOT_APPLICABLE -> problem.retryAfter().isPresent();
    };
  }

  /// How long to wait, in words; empty where it is not known.
  String wait(PageWords words) {
    if (problem.retryAfter().isEmpty()) {
      return "";
    }
    long seconds = problem.retryAfter().getAsLong();
    if (seconds == 1) {
      return words.text("wait.second");
    }
    if (seconds <= 90) {
      return words.text("wait.seconds").replace("{}", Long.toString(seconds));
    }
    return seconds <= 90 * 60
        ? words.text("wait.minutes").replace("{}", Long.toString((seconds + 59) / 60))
        : words.text("wait.hours").replace("{}", Long.toString((seconds + 3599) / 3600));
  }
}
