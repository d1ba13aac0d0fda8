package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.Size;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Answers that come before the request is whole: who still sends must be able to read them (RFC
/// 9112 section 9.6).
class EarlyAnswerTest {
  private static final int LARGE = 8 << 20;
  private static final String REFUSAL =
      "HTTP/1.1 413 Content Too Large\r\nContent-Length: 8\r\nConnection: close\r\n\r\ntoo much";

  @RepeatedTest(5)
  void refusalOfOriginThatThenClosesReachesTheClient() throws Exception {
    try (TestingOrigin origin =
        TestingOrigin.start(connection -> {
          connection.awaitHead();
          connection.send(REFUSAL);
        })) {
      assertRefused(origin);
    }
  }

  @Test
  void refusalOfOriginThatReadsOnReachesTheClient() throws Exception {
    try (TestingOrigin origin =
        TestingOrigin.start(connection -> {
          connection.awaitHead();
          connection.send(REFUSAL);
          connection.awaitClose();
        })) {
      assertRefused(origin);
    }
  }

  // The body is whole at the gateway before the origin refuses it.
  @RepeatedTest(5)
  void refusalOfBodyThatHasLeftTheClientReachesTheClient() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitHead();
              connection.send(REFUSAL);
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("POST", "/", "Content-Length: 40000") + "a".repeat(40_000));

      assertThat(client.answer().text()).isEqualTo("too much");
    }
  }

  @Test
  void refusalOfTheGatewayIsReadByClientThatStillSends() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("never asked");
        TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin).route("requestBody", Optional.of(Size.ofKiB(1))));
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("POST", "/", "Content-Length: " + LARGE));
      client.send(new byte[1 << 20]);
      Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(origin.connections()).isZero();
    }
  }

  private static void assertRefused(TestingOrigin origin) throws Exception {
    try (TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("POST", "/", "Content-Length: " + LARGE));
      Thread.ofVirtual().start(() -> sendQuietly(client));
      Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.text()).isEqualTo("too much");
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(gateway.awaitExchange(answer.field("x-request-id")).failure()).isEmpty();
    }
  }

  private static void sendQuietly(TestingClient client) {
    try {
      client.send(new byte[LARGE]);
    } catch (IOException refused) {
      return;
    }
  }
}
