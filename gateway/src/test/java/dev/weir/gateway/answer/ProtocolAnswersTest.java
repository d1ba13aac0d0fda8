package dev.weir.gateway.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.gateway.answer.GatewayAnswer.Field;
import dev.weir.gateway.config.ErrorPageConfig;
import dev.weir.status.AnswerForm;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients get whose protocol has an error shape of its own.
class ProtocolAnswersTest {
  private static final Instant NOW = Instant.parse("2026-07-01T09:30:00Z");
  private static final Pattern EVENT =
      Pattern.compile("retry: (\\d+)\nevent: problem\ndata: (\\{.*})\n\n");

  private final GatewayAnswers answers =
      new GatewayAnswers("edge-1", ErrorPageConfig.DEFAULT, new Random(1));

  static Stream<Arguments> forms() {
    return Stream.of(
        arguments("HTML 9.2.2: 503 closes for ever", 503, streaming(), AnswerForm.EVENT_STREAM),
        arguments("HTML 9.2.2: 429 closes for ever", 429, streaming(), AnswerForm.EVENT_STREAM),
        arguments("Weir: a bug passes", 500, streaming(), AnswerForm.EVENT_STREAM),
        arguments("Weir: 404 does not pass", 404, streaming(), AnswerForm.PROBLEM_JSON),
        arguments("Weir: 403 does not pass", 403, streaming(), AnswerForm.PROBLEM_JSON),
        arguments(
            "HTML 9.2.2: an EventSource sends GET",
            503,
            new ClientPreferences("text/event-stream", "", "", false, "", false),
            AnswerForm.PROBLEM_JSON),
        arguments("gRPC PROTOCOL-HTTP2", 503, grpc("application/grpc"), AnswerForm.GRPC),
        arguments("gRPC PROTOCOL-HTTP2", 404, grpc("application/grpc+proto"), AnswerForm.GRPC),
        arguments("gRPC PROTOCOL-WEB", 404, grpc("application/grpc-web-text"), AnswerForm.GRPC),
        arguments("Weir: another type", 404, grpc("application/json"), AnswerForm.PROBLEM_JSON));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("forms")
  void formFollowsProtocolAndStatus(
      String section, int status, ClientPreferences preferences, AnswerForm expected) {
    assertThat(preferences.form(status)).isEqualTo(expected);
  }

  // ---- gRPC ----

  @Test
  void fieldsForGrpcInWireOrder() {
    Failure failure = Failure.of(Cause.RATE_LIMITED, "").withRetryAfter(Duration.ofSeconds(7));

    GatewayAnswer answer = answer(failure, grpc("application/grpc+proto"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.fields().stream().map(Field::name))
        .containsExactly(
            "content-type",
            "content-language",
            "cache-control",
            "proxy-status",
            "retry-after",
            "grpc-status",
            "grpc-message",
            "grpc-retry-pushback-ms",
            "vary",
            "x-content-type-options");
    assertThat(answer.field("content-type")).contains("application/grpc+proto");
    assertThat(answer.field("grpc-status")).contains("8");
    assertThat(answer.field("grpc-retry-pushback-ms"))
        .contains(answer.field("retry-after").orElseThrow() + "000");
  }

  @Test
  void messageForGrpcIsInItsLanguageWithCauseAndId() {
    ClientPreferences korean =
        new ClientPreferences("", "ko", "application/grpc", false, "", false);

    String message =
        answer(Failure.of(Cause.CONNECTION_REFUSED, ""), korean)
            .field("grpc-message")
            .orElseThrow();

    assertThat(message).isPrintable();
    assertThat(URLDecoder.decode(message, UTF_8))
        .contains("서버")
        .endsWith(" (connection_refused, req-1)");
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTION_REFUSED, ''",
    "BREAKER_OPEN, ''",
    "NO_ROUTE, -1",
    "TLS_CERTIFICATE_ERROR, -1",
    "PROXY_INTERNAL_ERROR, -1"
  })
  void retryIsForbiddenWhereItCannotHelp(Cause cause, String pushback) {
    GatewayAnswer answer = answer(Failure.of(cause, ""), grpc("application/grpc"));

    assertThat(answer.field("grpc-retry-pushback-ms").orElse("")).isEqualTo(pushback);
  }

  @Test
  void pushbackIsANumberThatClientsCanRead() {
    Failure failure = Failure.of(Cause.BREAKER_OPEN, "").withRetryAfter(Duration.ofDays(300));

    assertThat(answer(failure, grpc("application/grpc")).field("grpc-retry-pushback-ms"))
        .contains("2147483647");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/grpc", "application/grpc-web+proto", "application/grpc-web-text"})
  void typeIsThatOfTheCall(String type) {
    GatewayAnswer answer =
        answer(
            Failure.of(Cause.NO_ROUTE, ""),
            grpc(type.toUpperCase(Locale.ROOT) + "; charset=utf-8"));

    assertThat(answer.field("content-type")).contains(type);
  }

  @Test
  void scriptOfAnotherOriginSeesTheStatusOfGrpcWeb() {
    ClientPreferences preferences =
        new ClientPreferences("", "", "application/grpc-web", false, "https://app.example", false);

    assertThat(
            answer(Failure.of(Cause.NO_ROUTE, ""), preferences)
                .field("access-control-expose-headers"))
        .contains(
            "x-request-id, retry-after, proxy-status, "
                + "grpc-status, grpc-message, grpc-retry-pushback-ms");
  }

  @Test
  void originErrorForGrpcFollowsTheMappingOfHttp() {
    GatewayAnswer answer = answers.wrap(503, grpc("application/grpc"), "req-1", NOW, "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("grpc-status")).contains("14");
    assertThat(answer.field("grpc-retry-pushback-ms")).isEmpty();
  }

  @Test
  void clientOfGrpcMisreadsAllButItsOwn() {
    ClientPreferences grpc = grpc("application/grpc");

    assertThat(grpc.misreads(503, "text/html")).isTrue();
    assertThat(grpc.misreads(503, "application/json")).isTrue();
    assertThat(grpc.misreads(503, "")).isTrue();
    assertThat(grpc.misreads(503, "application/grpc+proto")).isFalse();
    assertThat(streaming().misreads(503, "text/event-stream")).isTrue();
  }

  @Test
  void trailersEndACallThatHasBegun() {
    Failure failure = Failure.of(Cause.EXCHANGE_TIMEOUT, "");

    List<Field> trailers = answers.lastTrailers(failure, grpc("application/grpc"), "req-1", NOW);

    assertThat(trailers)
        .contains(
            new Field("proxy-status", "edge-1;error=http_response_timeout"),
            new Field("grpc-status", "4"));
    assertThat(trailers.stream().map(Field::name)).contains("grpc-message");
  }

  // ---- event streams ----

  @Test
  void eventSourceIsToldByAnEventAndComesBack() {
    GatewayAnswer answer = answer(Failure.of(Cause.QUEUE_FULL, ""), streaming());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("content-type")).contains("text/event-stream");
    assertThat(answer.field("cache-control")).contains("no-store");
    assertThat(text(answer)).matches(EVENT);
    assertThat(text(answer)).contains("\"status\":503", "\"request_id\":\"req-1\"");
  }

  @Test
  void eventSourcesDoNotAllComeBackAtOnce() {
    TreeSet<Long> times = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      times.add(reconnectMillis(Failure.of(Cause.CONNECTION_REFUSED, "")));
    }

    assertThat(times.first()).isBetween(5_000L, 5_200L);
    assertThat(times.last()).isBetween(9_800L, 10_000L);
    assertThat(times).hasSizeGreaterThan(150);
  }

  @Test
  void eventSourceComesBackWhenRetryAfterSays() {
    Failure failure = Failure.of(Cause.BREAKER_OPEN, "");

    assertThat(reconnectMillis(failure.withRetryAfter(Duration.ofSeconds(30))))
        .isBetween(30_000L, 36_000L);
  }

  @Test
  void eventSourceDoesNotStayAwayForGood() {
    Failure failure = Failure.of(Cause.PROXY_INTERNAL_RESPONSE, "");

    assertThat(reconnectMillis(failure.withRetryAfter(Duration.ofHours(8))))
        .isBetween(300_000L, 360_000L);
  }

  @Test
  void hostileTextStaysWithinItsLine() {
    GatewayAnswer answer =
        answers.answer(
            Failure.of(Cause.QUEUE_FULL, ""), streaming(), "a\r\ndata: b\n\n", NOW, "/\n\nx");

    assertThat(text(answer)).matches(EVENT);
  }

  @Test
  void originErrorForAnEventSourceLetsItComeBack() {
    GatewayAnswer answer = answers.wrap(502, streaming(), "req-1", NOW, "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).matches(EVENT).contains("\"status\":502", "origin_error");
  }

  // ---- GraphQL and JSON:API ----

  @ParameterizedTest
  @ValueSource(strings = {"application/graphql-response+json", "application/vnd.api+json"})
  void errorShapeOfItsOwnHasTheTrueStatus(String type) {
    GatewayAnswer answer =
        answer(
            Failure.of(Cause.NO_ROUTE, ""), new ClientPreferences(type, "", "", false, "", false));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.field("content-type")).contains(type);
    assertThat(text(answer)).startsWith("{\"errors\":[{").doesNotContain("\"data\"");
  }

  private long reconnectMillis(Failure failure) {
    Matcher event = EVENT.matcher(text(answer(failure, streaming())));
    assertThat(event.matches()).isTrue();
    return Long.parseLong(event.group(1));
  }

  private GatewayAnswer answer(Failure failure, ClientPreferences preferences) {
    return answers.answer(failure, preferences, "req-1", NOW, "/p");
  }

  private static ClientPreferences streaming() {
    return new ClientPreferences("text/event-stream", "", "", false, "", true);
  }

  private static ClientPreferences grpc(String contentType) {
    return new ClientPreferences("*/*", "", contentType, false, "", false);
  }

  private static String text(GatewayAnswer answer) {
    return new String(answer.body(), UTF_8);
  }
}
