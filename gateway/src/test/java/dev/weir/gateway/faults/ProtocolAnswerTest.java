package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.AnsweredBy;
import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.RouteConfig;
import dev.weir.gateway.config.RouteConfig.Errors;
import dev.weir.gateway.testing.Records;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import dev.weir.status.GrpcStatus;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every cause, told to clients whose protocol has an error shape of its own. One gateway answers
/// with each cause on a path of its name; that the causes come about is tested elsewhere.
class ProtocolAnswerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String GRAPHQL = "application/graphql-response+json";
  private static final String JSON_API = "application/vnd.api+json";

  private static TestingOrigin origin;
  private static TestingGateway gateway;

  @BeforeAll
  static void start() {
    origin =
        TestingOrigin.answering(
            "HTTP/1.1 503 Busy\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbusy");
    TestingConfig config = TestingConfig.to(origin).route("errors", Errors.WRAP);
    for (Cause cause : Cause.values()) {
      if (cause != Cause.CLIENT_GONE) {
        config.routeBefore(answering(cause));
      }
    }
    gateway = TestingGateway.start(config);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    origin.close();
  }

  @ParameterizedTest
  @EnumSource(value = Cause.class, mode = Mode.EXCLUDE, names = "CLIENT_GONE")
  void grpcGetsFieldsAloneWithItsStatus(Cause cause) throws Exception {
    Answer answer = call("/" + cause.code());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("content-type")).isEqualTo("application/grpc");
    assertThat(answer.body()).isEmpty();
    assertThat(answer.field("content-length")).isEqualTo("0");
    assertThat(answer.field("grpc-status"))
        .isEqualTo(Integer.toString(GrpcStatus.of(cause).code()));
    assertThat(answer.field("grpc-message"))
        .contains(cause.code())
        .contains(answer.field("x-request-id"));
    assertThat(answer.field("proxy-status")).contains("error=" + cause.proxyStatusType());
    checkRecorded(cause, answer, 200);
  }

  @ParameterizedTest
  @EnumSource(value = Cause.class, mode = Mode.EXCLUDE, names = "CLIENT_GONE")
  void eventSourceComesBackUnlessItIsWrong(Cause cause) throws Exception {
    Answer answer = get("/" + cause.code(), "Accept: text/event-stream");

    if (cause.status() < 500 && cause.status() != 429) {
      assertThat(answer.status()).isEqualTo(cause.status());
      assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
    } else {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("content-type")).isEqualTo("text/event-stream");
      assertThat(answer.text())
          .matches("retry: \\d+\nevent: problem\ndata: \\{.*}\n\n")
          .contains("\"code\":\"" + cause.code() + "\"", answer.field("x-request-id"));
    }
    checkRecorded(cause, answer, answer.status());
  }

  @ParameterizedTest
  @EnumSource(value = Cause.class, mode = Mode.EXCLUDE, names = "CLIENT_GONE")
  void graphqlGetsErrorsWithoutData(Cause cause) throws Exception {
    Answer answer = get("/" + cause.code(), "Accept: " + GRAPHQL + ", application/json;q=0.9");

    assertThat(answer.status()).isEqualTo(cause.status());
    assertThat(answer.field("content-type")).isEqualTo(GRAPHQL);
    JsonNode body = JSON.readTree(answer.text());
    assertThat(body.has("data")).isFalse();
    JsonNode error = body.path("errors").path(0);
    assertThat(error.path("message").asString()).isNotEmpty();
    JsonNode extensions = error.path("extensions");
    assertThat(extensions.path("code").asString()).isEqualTo(cause.code());
    assertThat(extensions.path("status").asInt()).isEqualTo(cause.status());
    assertThat(extensions.path("request_id").asString()).isEqualTo(answer.field("x-request-id"));
    checkRecorded(cause, answer, cause.status());
  }

  @ParameterizedTest
  @EnumSource(value = Cause.class, mode = Mode.EXCLUDE, names = "CLIENT_GONE")
  void jsonApiGetsErrorObjects(Cause cause) throws Exception {
    Answer answer = get("/" + cause.code(), "Accept: " + JSON_API);

    assertThat(answer.status()).isEqualTo(cause.status());
    assertThat(answer.field("content-type")).isEqualTo(JSON_API);
    JsonNode body = JSON.readTree(answer.text());
    assertThat(body.has("data")).isFalse();
    JsonNode error = body.path("errors").path(0);
    assertThat(error.path("id").asString()).isEqualTo(answer.field("x-request-id"));
    assertThat(error.path("status").isString()).isTrue();
    assertThat(error.path("status").asString()).isEqualTo(Integer.toString(cause.status()));
    assertThat(error.path("code").asString()).isEqualTo(cause.code());
    assertThat(error.path("links").path("type").asString()).isEqualTo(cause.type());
    checkRecorded(cause, answer, cause.status());
  }

  @Test
  void failureToldWith200CountsAsWhatItIs() throws Exception {
    call("/connection_refused");
    Answer told = call("/connection_refused");

    gateway.awaitExchange(told.field("x-request-id"));
    assertThat(gateway.metrics("weir_requests_total"))
        .anyMatch(line -> line.contains("route=\"/connection_refused\",status=\"502\""))
        .noneMatch(line -> line.contains("route=\"/connection_refused\",status=\"200\""));
    JsonNode line = JSON.readTree(gateway.awaitLogLine(told.field("x-request-id")));
    assertThat(line.path("http.response.status_code").asInt()).isEqualTo(200);
    assertThat(line.path("weir.true_status").asInt()).isEqualTo(502);
    assertThat(line.path("weir.cause").asString()).isEqualTo("connection_refused");
  }

  @Test
  void grpcUnderstandsAnOriginThatSpeaksHtml() throws Exception {
    Answer answer = call("/of/an/origin");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("grpc-status")).isEqualTo("14");
    assertThat(answer.body()).isEmpty();
    checkWrapped(answer);
  }

  @Test
  void eventSourceSurvivesAnOriginThatIsBusy() throws Exception {
    Answer answer = get("/of/an/origin", "Accept: text/event-stream");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).startsWith("retry: ").contains("\"status\":503");
    checkWrapped(answer);
  }

  @Test
  void headHasTheFieldsOfGetAndNoBody() throws Exception {
    for (String accept :
        new String[] {"application/json", "text/html", "text/event-stream", GRAPHQL, JSON_API}) {
      Answer get = get("/queue_full", "Accept: " + accept);
      try (TestingClient client = gateway.connect()) {
        client.send(TestingClient.head("HEAD", "/queue_full", "Accept: " + accept));
        Answer head = client.answerHead();

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.field("content-type")).isEqualTo(get.field("content-type"));
        assertThat(Integer.parseInt(head.field("content-length"))).isPositive();
        assertThat(gateway.awaitExchange(head.field("x-request-id")).responseBytes()).isZero();
        client.get("/no_route");
        assertThat(client.answer().status()).isEqualTo(404);
      }
    }
  }

  @Test
  void scriptOfAnotherOriginSeesWhatItIsTold() throws Exception {
    try (TestingClient client = gateway.connect()) {
      Answer answer =
          client
              .send(
                  TestingClient.head(
                      "POST",
                      "/queue_full",
                      "Content-Type: application/grpc-web+proto",
                      "Origin: https://app.example",
                      "Content-Length: 0"))
              .answer();

      assertThat(answer.field("content-type")).isEqualTo("application/grpc-web+proto");
      assertThat(answer.field("access-control-allow-origin")).isEqualTo("https://app.example");
      assertThat(answer.field("access-control-expose-headers"))
          .contains("x-request-id", "grpc-status", "grpc-message");
    }
  }

  private static void checkRecorded(Cause cause, Answer answer, int sent) {
    Exchange exchange = gateway.awaitExchange(answer.field("x-request-id"));
    assertThat(exchange.status()).isEqualTo(sent);
    assertThat(exchange.trueStatus()).isEqualTo(cause.status());
    assertThat(exchange.failed()).isEqualTo(cause.status() >= 500);
    assertThat(exchange.failure().map(Failure::cause)).contains(cause);
    assertThat(exchange.answeredBy()).isEqualTo(AnsweredBy.GATEWAY);
    assertThat(exchange.responseBytes()).isEqualTo(answer.body().length);
  }

  private static void checkWrapped(Answer answer) {
    Exchange exchange = gateway.awaitExchange(answer.field("x-request-id"));
    assertThat(exchange.wrapped()).isTrue();
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.trueStatus()).isEqualTo(503);
    assertThat(exchange.failed()).isTrue();
  }

  private static Answer call(String path) throws IOException {
    try (TestingClient client = gateway.connect()) {
      String head =
          TestingClient.head(
              "POST", path, "Content-Type: application/grpc", "TE: trailers", "Content-Length: 5");
      return client.send(head + "\0\0\0\0\0").answer();
    }
  }

  private static Answer get(String path, String field) throws IOException {
    try (TestingClient client = gateway.connect()) {
      return client.get(path, field).answer();
    }
  }

  private static RouteConfig answering(Cause cause) {
    return Records.with(
        RouteConfig.to("default"),
        Map.of(
            "path", "/" + cause.code(), "service", Optional.empty(), "answer", Optional.of(cause)));
  }
}
