package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.gateway.testing.TestingOrigin.Connection;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import dev.weir.status.Sent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How long a gRPC call may take, and how one ends that has begun.
class GrpcCallTest {
  private static final String MESSAGE = "\0\0\0\0\1a";
  private static final String BEGUN =
      "HTTP/1.1 200 OK\r\nContent-Type: application/grpc\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "6\r\n"
          + MESSAGE
          + "\r\n";

  @Test
  void callEndsWhenItsClientIsTiredOfWaiting() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (TestingOrigin origin = TestingOrigin.start(connection -> silent(connection, cancelled));
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      Answer answer = call(client, "grpc-timeout: 100m");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("grpc-status")).isEqualTo("4");
      assertThat(answer.field("proxy-status")).contains("error=http_response_timeout");
      cancelled.await();
      assertThat(origin.takeRequest().field("grpc-timeout")).isEqualTo("100m");
      Exchange exchange = gateway.awaitExchange(answer.field("x-request-id"));
      Failure failure = exchange.failure().orElseThrow();
      assertThat(failure.cause()).isEqualTo(Cause.EXCHANGE_TIMEOUT);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      assertThat(failure.evidence()).isEqualTo("grpc-timeout: 100m from the client");
      assertThat(exchange.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(90));
    }
  }

  @ParameterizedTest
  @CsvSource({"1H", "99999999H", "soon", "0S", "123456789n"})
  void routeIsNotOutwaited(String timeout) throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> silent(connection, new CountDownLatch(1)));
        TestingGateway gateway = briefly(origin);
        TestingClient client = gateway.connect()) {
      Answer answer = call(client, "grpc-timeout: " + timeout);

      assertThat(answer.field("grpc-status")).isEqualTo("4");
      assertThat(origin.takeRequest().field("grpc-timeout")).isEqualTo(timeout);
      assertThat(
              gateway.awaitExchange(answer.field("x-request-id")).failure().map(Failure::evidence))
          .contains("limit of the route");
    }
  }

  @Test
  void timeoutIsForGrpcOnly() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("fine");
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      assertThat(client.get("/", "grpc-timeout: 1n").answer().text()).isEqualTo("fine");
    }
  }

  @Test
  void callThatHasBegunEndsWithTrailers() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send(BEGUN);
              connection.awaitClose();
            });
        TestingGateway gateway = briefly(origin);
        TestingClient client = gateway.connect()) {
      Answer answer = call(client, "TE: trailers");

      assertThat(answer.whole()).isTrue();
      assertThat(answer.text()).isEqualTo(MESSAGE);
      assertThat(answer.trailers())
          .contains("grpc-status: 4", "proxy-status: weir;error=http_response_timeout")
          .anyMatch(trailer ->
              trailer.startsWith("grpc-message: ")
                  && trailer.contains(answer.field("x-request-id")));
      Exchange exchange = gateway.awaitExchange(answer.field("x-request-id"));
      assertThat(exchange.truncated()).isTrue();
      gateway.awaitNoOriginConnections();
    }
  }

  @Test
  void originThatBreaksWithinAMessageIsTold() throws Exception {
    try (TestingOrigin origin = breaking(BEGUN + "2\r\n\0\0");
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      Answer answer = call(client, "TE: trailers");

      assertThat(answer.trailers()).contains("grpc-status: 14");
      assertThat(answer.trailers()).noneMatch(trailer -> trailer.startsWith("grpc-retry"));
    }
  }

  // Of gRPC-Web the trailers are in the body, and of anybody else there are none.
  @ParameterizedTest
  @ValueSource(strings = {"application/grpc-web", "application/octet-stream"})
  void anythingElseIsCutOff(String type) throws Exception {
    try (TestingOrigin origin = breaking(BEGUN.replace("application/grpc", type));
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      assertThat(call(client, "TE: trailers").whole()).isFalse();
    }
  }

  @Test
  void answerOfTheOriginPassesUntouched() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering(BEGUN + "0\r\ngrpc-status: 5\r\ngrpc-message: no\r\n\r\n");
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      Answer answer = call(client, "TE: trailers");

      assertThat(answer.text()).isEqualTo(MESSAGE);
      assertThat(answer.trailers()).isEqualTo(List.of("grpc-status: 5", "grpc-message: no"));
    }
  }

  private static Answer call(TestingClient client, String field) throws IOException {
    String head =
        TestingClient.head(
            "POST",
            "/shop.Orders/Get",
            "Content-Type: application/grpc+proto",
            field,
            "Content-Length: 6");
    return client.send(head + MESSAGE).answer();
  }

  private static void silent(Connection connection, CountDownLatch cancelled) throws IOException {
    connection.awaitRequest();
    connection.awaitClose();
    cancelled.countDown();
  }

  private static TestingOrigin breaking(String bytes) {
    return TestingOrigin.start(connection -> {
      connection.awaitRequest();
      connection.send(bytes);
    });
  }

  private static TestingGateway briefly(TestingOrigin origin) {
    return TestingGateway.start(
        TestingConfig.to(origin).route("timeout", Optional.of(Duration.ofMillis(150))));
  }
}
