package dev.weir.gateway.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.answer.GatewayAnswer.Field;
import dev.weir.gateway.config.ErrorPageConfig;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import dev.weir.status.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayAnswersTest {
  private static final Instant NOW = Instant.parse("2026-07-01T09:30:00Z");

  private final GatewayAnswers answers = answers(new Random(1));

  @Test
  void fieldsOfAProblemInWireOrder() {
    Failure failure = Failure.of(Cause.METHOD_NOT_ALLOWED, "").with("allow", "GET, HEAD");

    GatewayAnswer answer =
        answers.answer(failure, program("https://shop.example"), "req-1", NOW, "/orders");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.fields())
        .containsExactly(
            new Field("content-type", "application/problem+json"),
            new Field("content-language", "en"),
            new Field("cache-control", "no-store"),
            new Field("proxy-status", "edge-1;error=http_request_error;status-code=405"),
            new Field("allow", "GET, HEAD"),
            new Field("vary", "Accept, Accept-Language, Origin"),
            new Field("access-control-allow-origin", "https://shop.example"),
            new Field("access-control-allow-credentials", "true"),
            new Field(
                "access-control-expose-headers", "x-request-id, retry-after, proxy-status, allow"),
            new Field("x-content-type-options", "nosniff"));
    assertThat(text(answer)).contains("\"request_id\":\"req-1\"", "it takes GET, HEAD.");
  }

  @ParameterizedTest
  @EnumSource(value = Cause.class, mode = Mode.EXCLUDE, names = "CLIENT_GONE")
  void everyCauseIsAnsweredInEveryFormAndLanguage(Cause cause) {
    Failure failure = Failure.of(cause, "10.1.2.3:8080 SECRET").withSent(Sent.MAYBE);
    for (String accept : List.of("*/*", "text/html", "text/plain", "application/xml")) {
      for (String language : List.of("en", "ko")) {
        GatewayAnswer answer =
            answers.answer(
                failure,
                new ClientPreferences(accept, language, "", false, "", false),
                "ID-7",
                NOW,
                "/p");

        assertThat(answer.status()).isEqualTo(cause.status());
        assertThat(answer.field("proxy-status").orElseThrow()).contains(cause.proxyStatusType());
        assertThat(answer.field("content-language")).contains(language);
        assertThat(answer.field("retry-after")).isEmpty();
        assertThat(text(answer)).contains("ID-7").doesNotContain("10.1.2.3", "SECRET", "{{");
      }
    }
  }

  @Test
  void clientThatIsGoneCannotBeAnswered() {
    assertThatThrownBy(
            () -> answers.answer(Failure.of(Cause.CLIENT_GONE, ""), program(""), "r", NOW, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cause: client_gone (expected: one that can be answered)");
  }

  @Test
  void retryAfterIsJitteredUpwardsByAFifthAtMost() {
    Failure failure = Failure.of(Cause.BREAKER_OPEN, "").withRetryAfter(Duration.ofSeconds(100));
    var seconds = new TreeSet<Integer>();
    for (int i = 0; i < 500; i++) {
      GatewayAnswer answer = answers.answer(failure, program(""), "r", NOW, "");
      int delay = Integer.parseInt(answer.field("retry-after").orElseThrow());
      seconds.add(delay);
      assertThat(text(answer)).contains("\"retry_after\":" + delay + ",");
    }
    assertThat(seconds.first()).isBetween(100, 101);
    assertThat(seconds.last()).isBetween(119, 120);
    assertThat(seconds).hasSizeGreaterThan(15);
  }

  @Test
  void retryAfterIsRoundedUpAndBounded() {
    GatewayAnswers exact = answers(fixed(0));
    GatewayAnswers latest = answers(fixed(0x1.fffffffffffffp-1));

    assertThat(retryAfter(exact, Duration.ZERO)).isEqualTo("1");
    assertThat(retryAfter(exact, Duration.ofSeconds(-5))).isEqualTo("1");
    assertThat(retryAfter(exact, Duration.ofMillis(2001))).isEqualTo("3");
    assertThat(retryAfter(exact, Duration.ofSeconds(2))).isEqualTo("2");
    assertThat(retryAfter(latest, Duration.ofSeconds(10))).isEqualTo("12");
    assertThat(retryAfter(exact, Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("31536000");
  }

  @Test
  void methodNotAllowedHasAllowEvenIfNothingIsAllowed() {
    assertThat(
            answers
                .answer(Failure.of(Cause.METHOD_NOT_ALLOWED, ""), program(""), "r", NOW, "")
                .field("allow"))
        .contains("");
  }

  @Test
  void withoutOriginNothingIsSharedAcrossOrigins() {
    GatewayAnswer answer =
        answers.answer(Failure.of(Cause.NO_ROUTE, ""), program(""), "r", NOW, "");

    assertThat(answer.field("vary")).contains("Accept, Accept-Language");
    assertThat(answer.fields()).noneMatch(f -> f.name().startsWith("access-control"));
  }

  @Test
  void opaqueOriginReadsWithoutCredentials() {
    GatewayAnswer answer =
        answers.answer(Failure.of(Cause.NO_ROUTE, ""), program("null"), "r", NOW, "");

    assertThat(answer.field("access-control-allow-origin")).contains("*");
    assertThat(answer.field("access-control-allow-credentials")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example\r\nset-cookie: x=1",
        "https://a.example, https://b.example",
        "https://a.example/path",
        "nonsense",
        "*"
      })
  void originThatIsNoneIsNotEchoed(String origin) {
    GatewayAnswer answer =
        answers.answer(Failure.of(Cause.NO_ROUTE, ""), program(origin), "r", NOW, "");

    assertThat(answer.fields()).noneMatch(f -> f.name().startsWith("access-control"));
    assertThat(answer.field("vary")).contains("Accept, Accept-Language, Origin");
  }

  @Test
  void noFieldHoldsAControlCharacter() {
    String hostile = "x\r\ny: z\u0000\u007f";
    Failure failure =
        Failure.of(Cause.HTTP_RESPONSE_HEADER_SIZE, hostile).with("header-name", hostile);

    GatewayAnswer answer = answers.answer(failure, program(hostile), hostile, NOW, hostile);

    assertThat(answer.fields())
        .allSatisfy(f -> assertThat(f.value().chars()).allMatch(c -> c >= ' ' && c != 0x7F));
  }

  @Test
  void textIsAFewLinesWithTheId() {
    GatewayAnswer answer =
        answers.answer(
            Failure.of(Cause.CONNECTION_TERMINATED, "").withSent(Sent.MAYBE),
            new ClientPreferences("text/plain", "ko", "", false, "", false),
            "req-1",
            NOW,
            "/p");

    assertThat(answer.field("content-type")).contains("text/plain; charset=utf-8");
    assertThat(text(answer))
        .isEqualTo(
            """
            502 응답 전 연결 종료

            이 서비스의 서버가 응답하기 전에 연결을 끊었습니다.
            요청이 이미 처리되었을 수 있습니다. 주문, 결제, 정보 변경이었다면 다시 보내기 전에 처리 여부를 먼저 확인해 주세요.
            잠시 후 다시 시도해 주세요. 계속되면 고객 지원에 요청 ID를 알려 주세요.

            요청 ID: req-1
            발생 시각: 2026-07-01T09:30:00Z
            """);
  }

  @Test
  void textObeysNoControlCharacterFromOutside() {
    GatewayAnswer answer =
        answers.answer(
            Failure.of(Cause.REQUEST_HEADER_TOO_LARGE, "").with("header-name", "\u001b[2J\nx"),
            new ClientPreferences("text/plain", "", "", false, "", false),
            "a\u001b]0;x\u0007\r\nb",
            NOW,
            "");

    assertThat(text(answer)).doesNotContain("\u001b", "\u0007", "\r");
    assertThat(text(answer).lines()).hasSize(7);
  }

  @Test
  void whoOnlyReadsIsNotAskedWhetherItWasDone() {
    Failure failure = Failure.of(Cause.CONNECTION_TERMINATED, "").withSent(Sent.MAYBE);

    assertThat(text(answers.answer(failure, page(true), "r", NOW, "")))
        .doesNotContain("may have been processed");
    assertThat(text(answers.answer(failure, page(false), "r", NOW, "")))
        .contains("may have been processed");
  }

  @Test
  void wrapKeepsTheStatusAndClaimsNoFault() {
    GatewayAnswer answer = answers.wrap(507, program(""), "req-1", NOW, "/p");

    assertThat(answer.status()).isEqualTo(507);
    assertThat(answer.field("proxy-status")).isEmpty();
    assertThat(answer.field("cache-control")).contains("no-store");
    assertThat(text(answer))
        .contains("\"status\":507", "\"code\":\"origin_error\"", "\"sent\":\"answered\"");
  }

  @Test
  void wrapShowsAPageToAPerson() {
    GatewayAnswer answer = answers.wrap(503, page(false), "req-1", NOW, "/p");

    assertThat(answer.field("content-type")).contains("text/html; charset=utf-8");
    assertThat(text(answer)).contains("req-1", "it may have taken effect", "We will be right back");
  }

  @Test
  void wrapIsForServerErrorsOnly() {
    assertThatThrownBy(() -> answers.wrap(404, program(""), "r", NOW, ""))
        .hasMessage("status: 404 (expected: 500..599)");
  }

  @Test
  void bodyInTheWrongFormIsTold() {
    assertThat(program("").misreads(500, "text/html; charset=utf-8")).isTrue();
    assertThat(program("").misreads(500, "application/json")).isFalse();
    assertThat(program("").misreads(500, "")).isFalse();
    assertThat(page(true).misreads(500, "application/json")).isTrue();
    assertThat(page(true).misreads(500, "application/vnd.api+json")).isTrue();
    assertThat(page(true).misreads(500, "application/graphql-response+json")).isTrue();
    assertThat(page(true).misreads(500, "text/html")).isFalse();
    assertThat(page(true).misreads(500, "image/png")).isFalse();
  }

  private static GatewayAnswers answers(RandomGenerator random) {
    return new GatewayAnswers("edge-1", ErrorPageConfig.DEFAULT, random);
  }

  private static RandomGenerator fixed(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }

  private static String retryAfter(GatewayAnswers answers, Duration delay) {
    return answers
        .answer(Failure.of(Cause.QUEUE_FULL, "").withRetryAfter(delay), program(""), "r", NOW, "")
        .field("retry-after")
        .orElseThrow();
  }

  private static ClientPreferences program(String origin) {
    return new ClientPreferences("application/json", "en", "", false, origin, false);
  }

  private static ClientPreferences page(boolean safe) {
    return new ClientPreferences("text/html,*/*;q=0.8", "en", "", true, "", safe);
  }

  private static String text(GatewayAnswer answer) {
    return new String(answer.body(), UTF_8);
  }
}
