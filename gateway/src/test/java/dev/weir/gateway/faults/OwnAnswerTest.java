package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the gateway's own answers look like on the wire, whatever the cause.
class OwnAnswerTest {
  private final TestingOrigin origin = TestingOrigin.saying("fine");
  private final TestingGateway gateway =
      TestingGateway.start(TestingConfig.to(origin).route("path", "/api/**"));

  @AfterEach
  void close() {
    gateway.close();
    origin.close();
  }

  @Test
  void scriptOfAnotherOriginCanReadTheFailure() throws Exception {
    try (TestingClient client = gateway.connect()) {
      Answer answer = client.get("/none", "Origin: https://app.example").answer();

      assertThat(answer.field("access-control-allow-origin")).isEqualTo("https://app.example");
      assertThat(answer.field("access-control-expose-headers"))
          .contains("x-request-id", "retry-after", "proxy-status");
      assertThat(answer.field("vary")).contains("Accept", "Accept-Language", "Origin");
    }
  }

  @Test
  void headGetsFieldsOnlyAndTheConnectionGoesOn() throws Exception {
    try (TestingClient client = gateway.connect()) {
      Answer answer = client.send(TestingClient.head("HEAD", "/none")).answerHead();

      assertThat(answer.status()).isEqualTo(404);
      assertThat(Integer.parseInt(answer.field("content-length"))).isPositive();
      assertThat(client.get("/api/x").answer().text()).isEqualTo("fine");
    }
  }

  @Test
  void oldClientIsAnsweredToo() throws Exception {
    try (TestingClient client = gateway.connect()) {
      Answer answer = client.send("GET /none HTTP/1.0\r\n\r\n").answer();

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void visitorWithTooManyCookiesGetsPageInHisLanguage() throws Exception {
    try (TestingClient client = gateway.connect()) {
      Answer answer =
          client
              .get(
                  "/api/x",
                  "Accept: text/html",
                  "Accept-Language: ko-KR,ko;q=0.9",
                  "Cookie: " + "a".repeat(40_000))
              .answer();

      assertThat(answer.status()).isEqualTo(431);
      assertThat(answer.text()).contains("<html lang=\"ko\">");
    }
  }
}
