package dev.weir.status;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/// A failure as its caller reads it: problem details (RFC 9457) with the members that Weir adds.
///
/// A pure function of the failure, the id, the time and the language. `title` and `detail` follow
/// the language; everything else is the same in each, so that programs depend on it.
///
/// @param type a URI that names the kind of problem (section 3.1.1)
/// @param title short and stable (3.1.3)
/// @param status the status code of the answer (3.1.2)
/// @param detail what happened, without anything about the inside (3.1.4)
/// @param instance a URI reference for this occurrence (3.1.5); left out if empty
/// @param code the stable name of the cause, such as `connection_refused`
/// @param requestId the id to quote; the same as in the header, the log and the page
/// @param cause the error type of `Proxy-Status` (RFC 9209); absent where an origin answered itself
/// @param side who has to act
/// @param sent whether the request may have been processed, where that is in question
/// @param retryAfter seconds until a repetition may succeed, the same as in `Retry-After`
/// @param timestamp when it happened, to the millisecond
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    String requestId,
    Optional<String> cause,
    Side side,
    Optional<Sent> sent,
    OptionalLong retryAfter,
    Instant timestamp) {

  /// The code of an origin's own error that was put into another form.
  public static final String ORIGIN_ERROR = "origin_error";

  private static final String ORIGIN_ERROR_TYPE = "https://weir.dev/problems/origin-error";

  public Problem {
    requireNonNull(type, "type");
    requireNonNull(title, "title");
    requireNonNull(detail, "detail");
    requireNonNull(instance, "instance");
    requireNonNull(code, "code");
    requireNonNull(requestId, "requestId");
    requireNonNull(side, "side");
    timestamp = timestamp.truncatedTo(ChronoUnit.MILLIS);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 400..599)");
    }
  }

  /// The problem of a failure that the gateway answers.
  ///
  /// @param now the time of the failure
  /// @param instance a URI reference for this occurrence; empty for none
  public static Problem of(
      Failure failure, String requestId, Instant now, String instance, Language language) {
    Cause cause = failure.cause();
    CauseWords words = CauseWords.of(failure, language);
    return new Problem(
        cause.type(),
        words.title(),
        cause.status(),
        words.detail(),
        instance,
        cause.code(),
        requestId,
        Optional.of(cause.proxyStatusType()),
        cause.side(),
        cause.sentMatters() ? Optional.of(failure.sent()) : Optional.empty(),
        failure.retryAfter().map(Problem::wholeSeconds).orElse(OptionalLong.empty()),
        now);
  }

  /// The problem of an origin's own 5xx, whose body is replaced by one that the caller reads.
  ///
  /// @param status the origin's status code, 500..599
  public static Problem ofOriginError(
      int status, String requestId, Instant now, String instance, Language language) {
    if (status < 500) {
      throw new IllegalArgumentException("status: " + status + " (expected: 500..599)");
    }
    CauseWords words = CauseWords.ofOriginError(language);
    return new Problem(
        ORIGIN_ERROR_TYPE,
        words.title(),
        status,
        words.detail(),
        instance,
        ORIGIN_ERROR,
        requestId,
        Optional.empty(),
        Side.ORIGIN,
        Optional.of(Sent.ANSWERED),
        OptionalLong.empty(),
        now);
  }

  /// As `application/problem+json` (section 3).
  public String toJson() {
    return ProblemJson.of(this);
  }

  /// As `application/graphql-response+json`: one error without data, the members of the problem as
  /// its `extensions` (GraphQL section 7.1.2).
  public String toGraphql() {
    return ProblemJson.graphql(this);
  }

  /// As `application/vnd.api+json`: one error object, without data (JSON:API 1.1, "Error Objects").
  public String toJsonApi() {
    return ProblemJson.jsonApi(this);
  }

  /// As `application/problem+xml` (appendix B).
  public String toXml() {
    return ProblemXml.of(this);
  }

  /// Rounded up: a caller that comes back a moment too early fails again.
  private static OptionalLong wholeSeconds(Duration delay) {
    long seconds = delay.getSeconds() + (delay.getNano() > 0 ? 1 : 0);
    return OptionalLong.of(Math.max(0, seconds));
  }
}
