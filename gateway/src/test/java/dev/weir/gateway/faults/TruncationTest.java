package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.AnsweredBy;
import dev.weir.exchange.Exchange;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/// An answer of which the end is missing never looks like a whole one (RFC 9112 section 8).
class TruncationTest {
  private static final int LARGE = 100_000;
  private static final String CHUNKS =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
          .formatted(LARGE, "a".repeat(LARGE));

  @Test
  void chunksWithoutTheLastReachTheClientWithoutTheLast() throws Exception {
    Answer answer = truncated(TestingClient.head("GET", "/"), CHUNKS);

    assertThat(answer.body()).hasSize(LARGE);
  }

  @Test
  void largeCountedBodyReachesTheClientTooShort() throws Exception {
    String half =
        "HTTP/1.1 200 OK\r\nContent-Length: " + 2 * LARGE + "\r\n\r\n" + "a".repeat(LARGE);
    Answer answer = truncated(TestingClient.head("GET", "/"), half);

    assertThat(answer.body()).hasSize(LARGE);
  }

  @Test
  void smallAnswerToUnsafeRequestIsNotHeldBack() throws Exception {
    String half = "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\nhalf";
    Answer answer = truncated(TestingClient.head("POST", "/", "Content-Length: 0"), half);

    assertThat(answer.status()).isEqualTo(201);
  }

  // Without chunks and without a length the end of the connection is the end of the body, so that
  // nothing but a reset tells the client.
  @Test
  void clientOfHttp10SeesReset() throws Exception {
    try (TestingOrigin origin = half(CHUNKS);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.send("GET / HTTP/1.0\r\n\r\n");

      assertThatThrownBy(() -> client.socket().getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      gateway.awaitExchange(Exchange::truncated);
    }
  }

  private static Answer truncated(String request, String bytes) throws Exception {
    try (TestingOrigin origin = half(bytes);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      Answer answer = client.send(request).answer();

      assertThat(answer.whole()).isFalse();
      Exchange exchange = gateway.awaitExchange(answer.field("x-request-id"));
      assertThat(exchange.truncated()).isTrue();
      assertThat(exchange.status()).isEqualTo(answer.status());
      assertThat(exchange.answeredBy()).isEqualTo(AnsweredBy.ORIGIN);
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.HTTP_RESPONSE_INCOMPLETE);
      return answer;
    }
  }

  private static TestingOrigin half(String bytes) {
    return TestingOrigin.start(connection -> {
      connection.awaitRequest();
      connection.send(bytes);
    });
  }
}
