package dev.weir.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class ProblemTest {
  private static final Instant NOW = Instant.parse("2026-07-01T09:30:00.250Z");
  private static final String HOSTILE = "a\"b\\c<d>&'\u0000\u001b\n\u2028]]>\uD800é한😀";

  @Test
  void jsonHasEveryMember() {
    Failure failure =
        Failure.of(Cause.RETRY_BUDGET_SPENT, "10.0.0.1:80 refused")
            .withSent(Sent.MAYBE)
            .withRetryAfter(Duration.ofMillis(2100));

    assertThat(Problem.of(failure, "req-1", NOW, "/orders/7", Language.EN).toJson())
        .isEqualTo(
            "{\"type\":\"https://weir.dev/problems/retry-budget-spent\","
                + "\"title\":\"No retries left\",\"status\":503,"
                + "\"detail\":\"The service is having trouble, and we are not repeating requests"
                + " so as not to make it worse.\","
                + "\"instance\":\"/orders/7\",\"code\":\"retry_budget_spent\","
                + "\"request_id\":\"req-1\",\"cause\":\"destination_unavailable\","
                + "\"side\":\"origin\",\"sent\":\"maybe\",\"retry_after\":3,"
                + "\"timestamp\":\"2026-07-01T09:30:00.250Z\"}\n");
  }

  @Test
  void graphqlHasAnErrorAndNoData() {
    assertThat(queueFull().toGraphql())
        .isEqualTo(
            "{\"errors\":[{\"message\":\"The service is very busy and its waiting line is full. Your request was not processed.\",\"extensions\":{"
                + "\"type\":\"https://iana.org/assignments/http-problem-types"
                + "#temporary-reduced-capacity\","
                + "\"title\":\"Temporary reduced capacity\",\"status\":503,"
                + "\"detail\":\"The service is very busy and its waiting line is full. Your request was not processed.\",\"instance\":\"/orders/7\","
                + "\"code\":\"queue_full\",\"request_id\":\"req-1\","
                + "\"cause\":\"connection_limit_reached\",\"side\":\"origin\",\"retry_after\":2,"
                + "\"timestamp\":\"2026-07-01T09:30:00.250Z\"}}]}\n");
  }

  @Test
  void jsonApiHasAnErrorObjectAndNoData() {
    assertThat(queueFull().toJsonApi())
        .isEqualTo(
            "{\"errors\":[{\"id\":\"req-1\",\"links\":{\"type\":"
                + "\"https://iana.org/assignments/http-problem-types"
                + "#temporary-reduced-capacity\"},"
                + "\"status\":\"503\",\"code\":\"queue_full\","
                + "\"title\":\"Temporary reduced capacity\","
                + "\"detail\":\"The service is very busy and its waiting line is full. Your request was not processed.\",\"meta\":{"
                + "\"request_id\":\"req-1\",\"cause\":\"connection_limit_reached\","
                + "\"side\":\"origin\",\"retry_after\":2,"
                + "\"timestamp\":\"2026-07-01T09:30:00.250Z\"}}]}\n");
  }

  private static Problem queueFull() {
    Failure failure = Failure.of(Cause.QUEUE_FULL, "").withRetryAfter(Duration.ofSeconds(2));
    return Problem.of(failure, "req-1", NOW, "/orders/7", Language.EN);
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(Problem.of(Failure.of(Cause.NO_ROUTE, ""), "r", NOW, "", Language.EN).toJson())
        .doesNotContain("sent", "retry_after", "instance");
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCauseIsAProblemWithoutEvidence(Cause cause) {
    Failure failure = Failure.of(cause, "10.1.2.3:8080 SECRET").withSent(Sent.MAYBE);
    for (Language language : Language.values()) {
      Problem problem = Problem.of(failure, "r", NOW, "/x", language);

      assertThat(problem.status()).isEqualTo(cause.status());
      assertThat(problem.type()).isEqualTo(cause.type());
      assertThat(problem.cause()).contains(cause.proxyStatusType());
      assertThat(problem.sent().isPresent()).isEqualTo(cause.sentMatters());
      assertThat(problem.toJson() + problem.toXml()).doesNotContain("10.1.2.3", "SECRET");
    }
  }

  @Test
  void koreanChangesWordsOnly() {
    Failure failure = Failure.of(Cause.QUEUE_FULL, "");

    Problem english = Problem.of(failure, "r", NOW, "", Language.EN);
    Problem korean = Problem.of(failure, "r", NOW, "", Language.KO);

    assertThat(korean.title()).isEqualTo("일시적인 처리 용량 부족");
    assertThat(korean)
        .usingRecursiveComparison()
        .ignoringFields("title", "detail")
        .isEqualTo(english);
  }

  @Test
  void jsonEscapesHostileText() {
    String json = hostile().toJson();

    assertThat(json)
        .contains("\"request_id\":\"a\\\"b\\\\c<d>&'\\u0000\\u001b\\u000a\u2028]]>\uFFFDé한😀\"");
    assertThat(json.strip().chars()).allMatch(c -> c >= ' ');
  }

  @Test
  void xmlIsWellFormedWhateverComesIn() throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Element root =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(hostile().toXml().getBytes(UTF_8)))
            .getDocumentElement();

    assertThat(root.getLocalName()).isEqualTo("problem");
    assertThat(root.getNamespaceURI()).isEqualTo("urn:ietf:rfc:7807");
    assertThat(root.getElementsByTagName("request_id").item(0).getTextContent())
        .isEqualTo("a\"b\\c<d>&'\uFFFD\uFFFD\n\u2028]]>\uFFFDé한😀");
    List<String> members =
        IntStream.range(0, root.getElementsByTagName("*").getLength())
            .mapToObj(i -> root.getElementsByTagName("*").item(i).getNodeName())
            .toList();
    assertThat(members)
        .containsExactly(
            "type",
            "title",
            "status",
            "detail",
            "instance",
            "code",
            "request_id",
            "cause",
            "side",
            "timestamp");
  }

  @Test
  void originErrorKeepsTheStatusOfTheOrigin() {
    Problem problem = Problem.ofOriginError(507, "r", NOW, "", Language.EN);

    assertThat(problem.toJson())
        .contains(
            "\"status\":507",
            "\"code\":\"origin_error\"",
            "\"side\":\"origin\"",
            "\"sent\":\"answered\"")
        .doesNotContain("\"cause\"");
    assertThatThrownBy(() -> Problem.ofOriginError(404, "r", NOW, "", Language.EN))
        .hasMessage("status: 404 (expected: 500..599)");
  }

  private static Problem hostile() {
    return Problem.of(Failure.of(Cause.NO_ROUTE, ""), HOSTILE, NOW, HOSTILE, Language.EN);
  }
}
