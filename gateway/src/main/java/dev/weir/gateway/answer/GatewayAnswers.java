package dev.weir.gateway.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.answer.GatewayAnswer.Field;
import dev.weir.gateway.config.ErrorPageConfig;
import dev.weir.status.AnswerForm;
import dev.weir.status.Cause;
import dev.weir.status.CauseWords;
import dev.weir.status.Failure;
import dev.weir.status.GrpcStatus;
import dev.weir.status.Language;
import dev.weir.status.Problem;
import dev.weir.status.ProxyStatus;
import dev.weir.status.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes the gateway's own answers: the true status, in a form and language that this caller reads,
/// with an id to quote. Immutable; for all threads, if the random generator is.
///
/// All that can be wrong with the template is found by the constructor. An answer costs a few
/// microseconds, a page some ten: it is built for each failure, never kept.
public final class GatewayAnswers {
  /// Callers who all failed at the same time must not all come back at the same time.
  private static final double MOST_JITTER = 0.2;

  private static final Duration LONGEST_DELAY = Duration.ofDays(365);

  private final String deploymentName;
  private final ErrorPage page;
  private final RandomGenerator random;

  /// @param deploymentName the name of this deployment in `Proxy-Status`
  /// @param random for the jitter of `Retry-After`
  /// @throws IllegalArgumentException if the template or the support contact cannot be used; the
  ///   message names the place and the expectation
  public GatewayAnswers(String deploymentName, ErrorPageConfig config, RandomGenerator random) {
    this.deploymentName = deploymentName;
    this.page = ErrorPage.of(config);
    this.random = random;
    // The first failure must not wait for a file.
    CauseWords.of(Cause.PROXY_INTERNAL_ERROR, Language.EN);
  }

  /// Finds out whether a page can be made by this.
  ///
  /// @throws IllegalArgumentException if the template or the support contact cannot be used; the
  ///   message names the place and the expectation
  public static void check(ErrorPageConfig config) {
    ErrorPage.of(config);
  }

  /// The answer to a request that nobody else answered.
  ///
  /// @param instance a URI reference for this occurrence; empty for none
  /// @throws IllegalArgumentException for [Cause#CLIENT_GONE]: there is nobody to answer
  public GatewayAnswer answer(
      Failure failure,
      ClientPreferences preferences,
      String requestId,
      Instant now,
      String instance) {
    if (failure.cause() == Cause.CLIENT_GONE) {
      throw new IllegalArgumentException("cause: client_gone (expected: one that can be answered)");
    }
    Failure jittered = jittered(failure);
    Language language = preferences.language();
    Problem problem = Problem.of(jittered, requestId, now, instance, language);
    List<Field> fields = new ArrayList<>(16);
    fields.add(new Field("proxy-status", ProxyStatus.of(deploymentName, jittered)));
    problem
        .retryAfter()
        .ifPresent(seconds -> fields.add(new Field("retry-after", Long.toString(seconds))));
    if (failure.cause() == Cause.METHOD_NOT_ALLOWED) {
      fields.add(new Field("allow", failure.parameters().getOrDefault("allow", "")));
    }
    if (failure.cause() == Cause.RANGE_NOT_SATISFIABLE) {
      Optional.ofNullable(failure.parameters().get("content-range"))
          .ifPresent(range -> fields.add(new Field("content-range", range)));
    }
    String advice = CauseWords.of(jittered, language).advice();
    return told(
        new Telling(problem, advice, failure.cause().retry(), preferences.safe(), language),
        GrpcStatus.of(failure.cause()),
        preferences,
        fields);
  }

  /// The answer that replaces an origin's own 5xx whose body the caller cannot read.
  ///
  /// Its fields replace those of the same name in the origin's answer; the origin's others that
  /// carry meaning (`retry-after`, `www-authenticate`, `set-cookie`, `proxy-status` of hops behind)
  /// are to be kept, those that describe the old body (`content-encoding`, `etag`, `last-modified`)
  /// are not.
  ///
  /// @param originStatus the origin's status code, 500..599, which stays where the form has it
  public GatewayAnswer wrap(
      int originStatus,
      ClientPreferences preferences,
      String requestId,
      Instant now,
      String instance) {
    Language language = preferences.language();
    Problem problem = Problem.ofOriginError(originStatus, requestId, now, instance, language);
    String advice = CauseWords.ofOriginError(language).advice();
    return told(
        new Telling(problem, advice, Retry.YES, preferences.safe(), language),
        GrpcStatus.ofOriginError(originStatus),
        preferences,
        List.of());
  }

  /// What is told within an event stream that has begun and cannot go on: an event to stand between
  /// two others, or behind the last.
  ///
  /// @param instance a URI reference for this occurrence; empty for none
  public byte[] lastEvent(
      Failure failure,
      ClientPreferences preferences,
      String requestId,
      Instant now,
      String instance) {
    Problem problem =
        Problem.of(jittered(failure), requestId, now, instance, preferences.language());
    return ProblemEvent.of(problem, random).getBytes(UTF_8);
  }

  /// The trailers that end a gRPC answer that has begun and cannot go on.
  public List<Field> lastTrailers(
      Failure failure, ClientPreferences preferences, String requestId, Instant now) {
    Failure jittered = jittered(failure);
    Problem problem = Problem.of(jittered, requestId, now, "", preferences.language());
    List<Field> trailers = new ArrayList<>();
    trailers.add(new Field("proxy-status", ProxyStatus.of(deploymentName, jittered)));
    trailers.addAll(
        GrpcFields.of(GrpcStatus.of(failure.cause()), problem, failure.cause().retry()));
    return trailers;
  }

  private GatewayAnswer told(
      Telling telling, GrpcStatus grpc, ClientPreferences preferences, List<Field> more) {
    Problem problem = telling.problem();
    AnswerForm form = preferences.form(problem.status());
    String body =
        switch (form) {
          case PAGE -> page.render(telling);
          case GRAPHQL -> problem.toGraphql();
          case JSON_API -> problem.toJsonApi();
          case PROBLEM_JSON -> problem.toJson();
          case PROBLEM_XML -> problem.toXml();
          case TEXT -> TextBody.of(telling);
          case EVENT_STREAM -> ProblemEvent.of(problem, random);
          case GRPC -> "";
        };
    List<Field> told = new ArrayList<>(more);
    if (form == AnswerForm.GRPC) {
      told.addAll(GrpcFields.of(grpc, problem, telling.retry()));
    }
    List<Field> fields = new ArrayList<>(16);
    fields.add(new Field("content-type", preferences.contentType(form)));
    fields.add(new Field("content-language", telling.language().tag()));
    fields.add(new Field("cache-control", "no-store"));
    fields.addAll(told);
    fields.addAll(Cors.fields(preferences.origin(), told));
    fields.add(new Field("x-content-type-options", "nosniff"));
    if (form == AnswerForm.PAGE) {
      fields.add(new Field("content-security-policy", page.contentSecurityPolicy()));
    }
    return new GatewayAnswer(form.sentStatus(problem.status()), fields, body.getBytes(UTF_8));
  }

  /// At least a second, at most a fifth longer than asked for.
  private Failure jittered(Failure failure) {
    if (failure.retryAfter().isEmpty()) {
      return failure;
    }
    Duration delay = failure.retryAfter().get();
    long millis =
        delay.compareTo(LONGEST_DELAY) > 0
            ? LONGEST_DELAY.toMillis()
            : Math.max(1, delay.toMillis());
    double factor = 1 + MOST_JITTER * random.nextDouble();
    return failure.withRetryAfter(Duration.ofMillis((long) (millis * factor)));
  }
}
