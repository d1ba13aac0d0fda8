package dev.weir.status;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What went wrong in an exchange that nobody answered. Status, `Proxy-Status`, problem body, page,
/// log line and metric label are pure functions of it.
///
/// @param cause why
/// @param sent whether an origin may have processed the request
/// @param retryAfter when a repetition may succeed, where that is known
/// @param attempts how many origins were tried
/// @param parameters what RFC 9209 or the caller's answer wants beside the cause, such as
///   `header-name` or `allow`
/// @param evidence what was seen, in English, for the operator's log only: it may name addresses
public record Failure(
    Cause cause,
    Sent sent,
    Optional<Duration> retryAfter,
    int attempts,
    Map<String, String> parameters,
    String evidence) {

  public Failure {
    requireNonNull(cause, "cause");
    requireNonNull(sent, "sent");
    requireNonNull(retryAfter, "retryAfter");
    requireNonNull(evidence, "evidence");
    parameters = Map.copyOf(parameters);
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts: " + attempts + " (expected: >= 0)");
    }
  }

  /// A failure before any origin was tried.
  public static Failure of(Cause cause, String evidence) {
    return new Failure(cause, Sent.NOT_SENT, Optional.empty(), 0, Map.of(), evidence);
  }

  /// Who has to act.
  public Side side() {
    return cause.side();
  }

  /// The same with this answer to whether it was processed.
  public Failure withSent(Sent sent) {
    return new Failure(cause, sent, retryAfter, attempts, parameters, evidence);
  }

  /// The same after this many attempts.
  public Failure withAttempts(int attempts) {
    return new Failure(cause, sent, retryAfter, attempts, parameters, evidence);
  }

  /// The same with a time after which a repetition may succeed.
  public Failure withRetryAfter(Duration delay) {
    return new Failure(cause, sent, Optional.of(delay), attempts, parameters, evidence);
  }

  /// The same with one more parameter.
  public Failure with(String name, String value) {
    var more = new java.util.LinkedHashMap<>(parameters);
    more.put(name, value);
    return new Failure(cause, sent, retryAfter, attempts, more, evidence);
  }
}
