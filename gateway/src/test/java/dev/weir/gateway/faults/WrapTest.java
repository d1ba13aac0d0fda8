package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.AnsweredBy;
import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.RouteConfig.Errors;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import org.junit.jupiter.api.Test;

/// `errors: wrap`: an origin's own 5xx whose body the client cannot read gets one that it can.
class WrapTest {
  private static final String PAGE = "<h1>NullPointerException at Shop.java:17</h1>";
  private static final String FIELDS =
      "Retry-After: 7\r\nSet-Cookie: a=1\r\nETag: \"x\"\r\nLast-Modified: now\r\n";

  @Test
  void pageForProgramBecomesProblem() throws Exception {
    Answer answer = answer(503, "text/html", PAGE, "Accept: application/json");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.text())
        .contains("\"code\":\"origin_error\"", "\"status\":503", "\"sent\":\"answered\"")
        .contains(answer.field("x-request-id"))
        .doesNotContain("NullPointerException");
    assertThat(answer.field("retry-after")).isEqualTo("7");
    assertThat(answer.field("set-cookie")).isEqualTo("a=1");
    assertThat(answer.has("etag")).isFalse();
    assertThat(answer.has("last-modified")).isFalse();
    assertThat(answer.has("proxy-status")).isFalse();
  }

  @Test
  void jsonForVisitorBecomesPage() throws Exception {
    Answer answer =
        answer(500, "application/json", "{}", "Accept: text/html", "Accept-Language: ko");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.field("content-type")).startsWith("text/html");
    assertThat(answer.text()).contains("lang=\"ko\"", answer.field("x-request-id"));
  }

  @Test
  void bodyThatTheClientReadsStays() throws Exception {
    assertThat(answer(500, "text/html", PAGE, "Accept: text/html").text()).isEqualTo(PAGE);
  }

  @Test
  void refusalOfTheOriginStays() throws Exception {
    assertThat(answer(404, "text/html", PAGE, "Accept: application/json").text()).isEqualTo(PAGE);
  }

  @Test
  void wrappedAnswerIsRecordedAsSuchAndAsTheOrigins() throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(message(500, "text/html", PAGE));
        TestingGateway gateway = wrapping(origin);
        TestingClient client = gateway.connect()) {
      String id = client.get("/", "Accept: application/json").answer().field("x-request-id");
      Exchange exchange = gateway.awaitExchange(id);

      assertThat(exchange.wrapped()).isTrue();
      assertThat(exchange.answeredBy()).isEqualTo(AnsweredBy.ORIGIN);
      assertThat(exchange.failure()).isEmpty();
      assertThat(gateway.awaitLogLine(id)).contains("\"weir.wrapped\":true");
    }
  }

  // The body that nobody wants is read to its end, so that both connections go on.
  @Test
  void connectionsAreUsedAgain() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering(message(500, "text/html", PAGE.repeat(1000)));
        TestingGateway gateway = wrapping(origin);
        TestingClient client = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.get("/", "Accept: application/json").answer().status()).isEqualTo(500);
        gateway.awaitNoneInFlight();
      }
    }
  }

  @Test
  void untouchedByDefault() throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(message(500, "text/html", PAGE));
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      Answer answer = client.get("/", "Accept: application/json").answer();

      assertThat(answer.text()).isEqualTo(PAGE);
      assertThat(answer.field("etag")).isEqualTo("\"x\"");
    }
  }

  private static Answer answer(int status, String type, String body, String... fields)
      throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(message(status, type, body));
        TestingGateway gateway = wrapping(origin);
        TestingClient client = gateway.connect()) {
      return client.get("/", fields).answer();
    }
  }

  private static TestingGateway wrapping(TestingOrigin origin) {
    return TestingGateway.start(TestingConfig.to(origin).route("errors", Errors.WRAP));
  }

  private static String message(int status, String type, String body) {
    return "HTTP/1.1 %d Broken\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(status, type, FIELDS, body.length(), body);
  }
}
