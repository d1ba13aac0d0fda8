package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.AnsweredBy;
import dev.weir.exchange.Exchange;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An event stream that loses its origin: the page learns why, and its `EventSource` comes back.
class EventStreamTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n";
  private static final String EVENT = "id: 7\ndata: a\n\n";
  private static final String PROBLEM = "retry: \\d+\nevent: problem\ndata: \\{.*}\n\n";

  @Test
  void streamThatBreaksBetweenEventsEndsWithAProblem() throws Exception {
    Answer answer = broken(HEAD, EVENT);

    assertThat(answer.whole()).isTrue();
    assertThat(answer.text())
        .matches(EVENT + PROBLEM)
        .contains("\"code\":\"http_response_incomplete\"", answer.field("x-request-id"));
  }

  @Test
  void streamThatBreaksWithinACommentEndsItsLineFirst() throws Exception {
    Answer answer = broken(HEAD, EVENT + ": heartb");

    assertThat(answer.whole()).isTrue();
    assertThat(answer.text()).matches(EVENT + ": heartb\n" + PROBLEM);
  }

  // A browser throws half an event away when the stream ends, but would hand it over at an empty
  // line.
  @ParameterizedTest
  @ValueSource(strings = {EVENT + "id: 8\ndata: {\"half\":", EVENT + "id: 8\n"})
  void streamThatBreaksWithinAnEventIsCutOff(String events) throws Exception {
    Answer answer = broken(HEAD, events);

    assertThat(answer.whole()).isFalse();
    assertThat(answer.text()).isEqualTo(events);
  }

  @Test
  void encodedStreamIsCutOff() throws Exception {
    assertThat(broken(HEAD + "Content-Encoding: gzip\r\n", EVENT).whole()).isFalse();
  }

  @Test
  void anythingElseIsCutOff() throws Exception {
    String lines = HEAD.replace("text/event-stream", "application/x-ndjson");

    // Longer than what is held back to see whether it becomes whole.
    String much = "{}\n".repeat(30_000);
    assertThat(broken(lines, much).whole()).isFalse();
  }

  @Test
  void connectionGoesOnBehindTheProblem() throws Exception {
    try (TestingOrigin origin = breaking(HEAD, EVENT);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      for (int i = 0; i < 2; i++) {
        assertThat(client.get("/events").answer().text()).matches(EVENT + PROBLEM);
      }
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  void clientOfHttp10IsToldToo() throws Exception {
    try (TestingOrigin origin = breaking(HEAD, EVENT);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      Answer answer = client.send("GET / HTTP/1.0\r\n\r\n").answer();

      assertThat(answer.whole()).isTrue();
      assertThat(answer.text()).matches(EVENT + PROBLEM);
    }
  }

  @Test
  void streamThatLastsLongerThanItsRouteAllowsIsTold() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send(HEAD + "\r\n" + chunk(EVENT));
              connection.awaitClose();
            });
        TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin).route("timeout", Optional.of(Duration.ofMillis(200))));
        TestingClient client = gateway.connect()) {
      Answer answer = client.get("/events", "Accept-Language: ko").answer();

      assertThat(answer.text())
          .matches(EVENT + PROBLEM)
          .contains("\"code\":\"exchange_timeout\"", "시간");
      gateway.awaitNoOriginConnections();
    }
  }

  private static Answer broken(String head, String events) throws Exception {
    try (TestingOrigin origin = breaking(head, events);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      Answer answer = client.get("/events", "Accept: text/event-stream").answer();
      Exchange exchange = gateway.awaitExchange(answer.field("x-request-id"));
      assertThat(exchange.truncated()).isTrue();
      assertThat(exchange.failed()).isTrue();
      assertThat(exchange.status()).isEqualTo(200);
      assertThat(exchange.answeredBy()).isEqualTo(AnsweredBy.ORIGIN);
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.HTTP_RESPONSE_INCOMPLETE);
      assertThat(exchange.responseBytes()).isEqualTo(answer.body().length);
      return answer;
    }
  }

  private static TestingOrigin breaking(String head, String events) {
    return TestingOrigin.start(connection -> {
      connection.awaitRequest();
      connection.send(head + "\r\n" + chunk(events));
    });
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }
}
