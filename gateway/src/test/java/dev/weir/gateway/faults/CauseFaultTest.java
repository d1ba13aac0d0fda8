package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.AnsweredBy;
import dev.weir.exchange.Exchange;
import dev.weir.gateway.faults.Fault.Ending;
import dev.weir.gateway.faults.Fault.Played;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.status.Cause;
import dev.weir.status.CauseWords;
import dev.weir.status.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Brings about every cause on real sockets and looks at all that is told of it: status,
/// `Proxy-Status`, body in both forms and languages, exchange, log line, metric.
class CauseFaultTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void everyCauseHasAFaultOrARehearsal() {
    Set<Cause> real = causes(real());
    assertThat(real).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(Rehearsals.REHEARSED)));
  }

  @Test
  void onlyWhatNothingCanBringAboutIsRehearsed() {
    assertThat(causes(Rehearsals.all())).isEqualTo(Rehearsals.REHEARSED);
  }

  @ParameterizedTest
  @MethodSource({"real", "rehearsed"})
  void programIsTold(Fault fault) throws Exception {
    play(fault, Face.PROGRAM);
  }

  @ParameterizedTest
  @MethodSource({"real", "rehearsed"})
  void visitorIsTold(Fault fault) throws Exception {
    play(fault, Face.VISITOR);
  }

  static List<Fault> real() {
    return Stream.of(
            NetworkFaults.all(),
            OriginFaults.all(),
            TlsFaults.all(),
            ClientFaults.all(),
            FileFaults.all(),
            GatewayFaults.all())
        .flatMap(List::stream)
        .toList();
  }

  static List<Fault> rehearsed() {
    return Rehearsals.all();
  }

  private static Set<Cause> causes(List<Fault> faults) {
    return faults.stream()
        .map(Fault::cause)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Cause.class)));
  }

  private static void play(Fault fault, Face face) throws Exception {
    try (Stage stage = new Stage(face)) {
      Played played = fault.scene().play(stage);
      TestingGateway gateway = played.gateway();
      Exchange exchange =
          gateway.awaitExchange(each -> failedBy(fault.cause(), each) && answers(played, each));
      switch (fault.ending()) {
        case ANSWERED -> checkAnswer(fault, face, played.answer().orElseThrow(), exchange);
        case TRUNCATED -> checkTruncated(played.answer().orElseThrow(), exchange);
        case GONE -> assertThat(exchange.answeredBy()).isEqualTo(AnsweredBy.NOBODY);
      }
      checkExchange(fault, exchange);
      checkLogLine(exchange, gateway);
      checkMetric(exchange, gateway);
    }
  }

  private static boolean failedBy(Cause cause, Exchange exchange) {
    return exchange.failure().map(Failure::cause).filter(cause::equals).isPresent();
  }

  private static boolean answers(Played played, Exchange exchange) {
    return played
        .answer()
        .map(answer -> answer.field("x-request-id").equals(exchange.requestId()))
        .orElse(true);
  }

  // ---- what the caller is told ----

  private static void checkAnswer(Fault fault, Face face, Answer answer, Exchange exchange) {
    Cause cause = fault.cause();
    assertThat(answer.status()).isEqualTo(cause.status());
    assertThat(answer.whole()).isTrue();
    assertThat(answer.field("x-request-id")).isEqualTo(exchange.requestId()).hasSize(32);
    assertThat(answer.field("proxy-status"))
        .matches("weir;error=" + cause.proxyStatusType() + "(;.+)?");
    assertThat(answer.field("cache-control")).isEqualTo("no-store");
    assertThat(answer.field("content-type")).isEqualTo(face.contentType());
    assertThat(answer.field("content-language")).isEqualTo(face.language().tag());
    assertThat(answer.has("date")).isTrue();
    assertThat(answer.has("allow")).isEqualTo(cause == Cause.METHOD_NOT_ALLOWED);
    checkRetryAfter(answer, exchange);
    switch (face) {
      case PROGRAM -> checkProblem(fault, answer, exchange);
      case VISITOR -> checkPage(answer, exchange);
    }
    assertThat(answer.text()).doesNotContain("127.0.0.1", "weir.test", "Exception");
  }

  // What is known is told, and a fifth more at most, so that not all come back at once.
  private static void checkRetryAfter(Answer answer, Exchange exchange) {
    failure(exchange)
        .retryAfter()
        .map(Duration::toSeconds)
        .ifPresentOrElse(
            seconds ->
                assertThat(Long.parseLong(answer.field("retry-after")))
                    .isBetween(seconds, seconds * 6 / 5 + 1),
            () -> assertThat(answer.has("retry-after")).isFalse());
  }

  private static void checkProblem(Fault fault, Answer answer, Exchange exchange) {
    Cause cause = fault.cause();
    JsonNode problem = JSON.readTree(answer.text());
    CauseWords words = CauseWords.of(failure(exchange), Face.PROGRAM.language());
    assertThat(problem.path("type").asString()).isEqualTo(cause.type());
    assertThat(problem.path("title").asString()).isEqualTo(words.title());
    assertThat(problem.path("status").asInt()).isEqualTo(cause.status());
    assertThat(problem.path("detail").asString()).isEqualTo(words.detail());
    assertThat(problem.path("instance").asString("")).isEqualTo(exchange.path());
    assertThat(problem.path("code").asString()).isEqualTo(cause.code());
    assertThat(problem.path("request_id").asString()).isEqualTo(answer.field("x-request-id"));
    assertThat(problem.path("cause").asString()).isEqualTo(cause.proxyStatusType());
    assertThat(problem.path("side").asString()).isEqualTo(lower(cause.side()));
    assertThat(problem.path("sent").asString(""))
        .isEqualTo(cause.sentMatters() ? fault.sent().code() : "");
    assertThat(problem.path("retry_after").asString("")).isEqualTo(answer.field("retry-after"));
    assertThat(Instant.parse(problem.path("timestamp").asString()))
        .isCloseTo(exchange.start(), Assertions.within(Duration.ofMinutes(1)));
  }

  private static void checkPage(Answer answer, Exchange exchange) {
    CauseWords words = CauseWords.of(failure(exchange), Face.VISITOR.language());
    assertThat(answer.text())
        .startsWith("<!doctype html>")
        .contains("<html lang=\"ko\">")
        .contains(escaped(words.title()))
        .contains(escaped(words.detail()))
        .contains(exchange.requestId())
        .contains("요청 ID");
  }

  private static void checkTruncated(Answer answer, Exchange exchange) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.whole()).isFalse();
    assertThat(answer.field("x-request-id")).isEqualTo(exchange.requestId());
  }

  // ---- what the operator is told ----

  private static void checkExchange(Fault fault, Exchange exchange) {
    boolean truncated = fault.ending() == Ending.TRUNCATED;
    assertThat(failure(exchange).sent()).isEqualTo(fault.sent());
    assertThat(failure(exchange).evidence()).isNotEmpty();
    assertThat(exchange.status()).isEqualTo(truncated ? 200 : fault.cause().status());
    assertThat(exchange.truncated()).isEqualTo(truncated);
    assertThat(exchange.route()).isEqualTo(fault.routed() ? "/**" : "");
    assertThat(exchange.wrapped()).isFalse();
  }

  private static void checkLogLine(Exchange exchange, TestingGateway gateway) {
    Failure failure = failure(exchange);
    JsonNode line =
        JSON.readTree(
            gateway.awaitLogLine(
                text -> text.contains(exchange.requestId()) && text.contains("weir.cause")));
    List<String> told = new ArrayList<>();
    for (String name :
        List.of("error.type", "weir.cause", "weir.side", "weir.sent", "weir.route")) {
      told.add(line.path(name).asString(""));
    }
    assertThat(told)
        .containsExactly(
            failure.cause().code(),
            failure.cause().code(),
            lower(failure.side()),
            failure.sent().code(),
            exchange.route());
    assertThat(line.path("http.response.status_code").asInt()).isEqualTo(exchange.status());
    assertThat(line.path("weir.request_id").asString()).isEqualTo(exchange.requestId());
    assertThat(line.path("weir.evidence").asString()).isEqualTo(failure.evidence());
  }

  private static void checkMetric(Exchange exchange, TestingGateway gateway) {
    assertThat(gateway.metrics("weir_requests_total"))
        .anyMatch(line ->
            line.startsWith(
                "weir_requests_total{cause=\"%s\",route=\"%s\",status=\"%d\"} "
                    .formatted(
                        failure(exchange).cause().code(), exchange.route(), exchange.status())));
  }

  private static Failure failure(Exchange exchange) {
    return exchange.failure().orElseThrow();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
