package dev.weir.gateway.duties;

import static dev.weir.gateway.duties.Scene.OK;
import static dev.weir.gateway.duties.Scene.lines;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Duties in which it counts who waits for whom.
class DialogueTest {
  private static final String POST =
      lines(
          "POST / HTTP/1.1",
          "Host: shop.test",
          "Content-Length: 5",
          "Expect: 100-continue",
          "",
          "");

  @Test
  @DisplayName("RFC 9110 10.1.1: 100 (Continue) comes from the origin, and the body after it")
  void bodyWaitsForContinue() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              List<String> head = connection.awaitHead();
              assertThat(head).contains("Expect: 100-continue");
              connection.send("HTTP/1.1 100 Continue\r\n\r\n");
              byte[] body = connection.socket().getInputStream().readNBytes(5);
              connection.send(
                  "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + new String(body, ISO_8859_1));
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      assertThat(client.send(POST).answer().status()).isEqualTo(100);

      assertThat(client.send("hello").answer().text()).isEqualTo("hello");
    }
  }

  @Test
  @DisplayName("RFC 9110 10.1.1: a final answer instead of 100 comes at once, and closes")
  void finalAnswerInsteadOfContinueCloses() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitHead();
              connection.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
              connection.awaitClose();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      TestingClient.Answer answer = client.send(POST).answer();

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  @DisplayName("RFC 9110 10.1.1: a client need not wait for 100")
  void bodyMayComeWithoutContinue() throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(OK);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      assertThat(client.send(POST + "hello").answer().text()).isEqualTo("ok");
      assertThat(origin.takeRequest().text()).isEqualTo("hello");
    }
  }

  @Test
  @DisplayName("RFC 9110 10.1.1: HTTP/1.0 knows no expectation")
  void expectationOfHttp10IsIgnored() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.send("");
              if (connection.awaitRequest()) {
                connection.send("HTTP/1.1 100 Continue\r\n\r\n" + OK);
              }
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      TestingClient.Answer answer =
          client.send(POST.replace("HTTP/1.1", "HTTP/1.0") + "hello").answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(origin.takeRequest().field("expect")).isEmpty();
    }
  }

  @Test
  @DisplayName("RFC 9110 10.1.1: another expectation is 417")
  void otherExpectationIs417() throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(OK);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      assertThat(client.get("/", "Expect: a-miracle").answer().status()).isEqualTo(417);
      assertThat(origin.connections()).isZero();
    }
  }

  @Test
  @DisplayName("RFC 9110 15.2: a long body behind 100 is no silence of the origin")
  void originMayBeSilentWhileTheBodyComes() throws Exception {
    CountDownLatch continued = new CountDownLatch(1);
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitHead();
              connection.send("HTTP/1.1 100 Continue\r\n\r\n");
              continued.countDown();
              connection.socket().getInputStream().readNBytes(5);
              connection.send(OK);
            });
        TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin)
                    .timeout("betweenBytes", Duration.ofMillis(50))
                    .timeout("firstByte", Duration.ofMillis(50)));
        TestingClient client = gateway.connect()) {
      assertThat(client.send(POST).answer().status()).isEqualTo(100);
      // Slower than both limits, as a whole and between its bytes.
      for (String piece : List.of("h", "e", "l", "lo")) {
        pause();
        client.send(piece);
      }

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  // Lets more time pass than the limits of the test above: of a clock that nobody can turn.
  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(80).toNanos());
  }

  @Test
  @DisplayName("RFC 9110 10.1.1: a client that does not wait for 100 is waited for like any other")
  void stalledBodyWithoutContinueIs408() throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(OK);
        TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin).timeout("clientBody", Duration.ofMillis(50)));
        TestingClient client = gateway.connect()) {
      assertThat(client.send(POST + "hel").answer().status()).isEqualTo(408);
    }
  }

  @Test
  @DisplayName("RFC 9112 9.3.2: answers come in the order of the requests")
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              while (connection.awaitRequest()) {
                String path = "echo";
                connection.send(
                    "HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path);
              }
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/1").send("").get("/2");
      client.send(lines("POST /3 HTTP/1.1", "Host: a", "Content-Length: 2", "", "hi"));
      client.get("/4", "Connection: close");

      for (int i = 1; i <= 4; i++) {
        assertThat(client.answer().status()).isEqualTo(200);
        assertThat(origin.takeRequest().line()).contains(" /" + i + " ");
      }
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  @DisplayName("RFC 9112 9.6: a client that said close may close its half and still has its answer")
  void halfClosedClientHasItsAnswer() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              await(closed);
              connection.send(OK);
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/", "Connection: close").halfClose();
      closed.countDown();

      assertThat(client.answer().text()).isEqualTo("ok");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  @DisplayName("RFC 9112 9.6: pipelined requests behind a closed half are answered up to the close")
  void halfClosedPipelineIsAnswered() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              while (connection.awaitRequest()) {
                await(closed);
                connection.send(OK);
              }
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client
          .send(
              TestingClient.head("GET", "/1")
                  + TestingClient.head("GET", "/2", "Connection: close"))
          .halfClose();
      closed.countDown();

      assertThat(client.answer().text()).isEqualTo("ok");
      assertThat(client.answer().text()).isEqualTo("ok");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  @DisplayName("RFC 9112 9.3: connections stay on both sides")
  void connectionsStay() throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(OK);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      for (int i = 0; i < 10; i++) {
        assertThat(client.get("/").answer().text()).isEqualTo("ok");
      }
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("RFC 9112 9.3: a client that closes leaves the origin's connection open")
  void closeOfTheClientIsNotTheOrigins() throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(OK);
        TestingGateway gateway = TestingGateway.start(TestingConfig.to(origin))) {
      try (TestingClient client = gateway.connect()) {
        client.get("/", "Connection: close").answer();
      }

      assertThat(origin.takeRequest().field("connection")).isEmpty();
    }
  }

  @Test
  @DisplayName("RFC 9112 9.6: an origin that said close has no second request")
  void originThatClosesIsNotReused() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/").answer();
      client.get("/").answer();

      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("RFC 9112 9.3: HTTP/1.0 origins close, unless they say keep-alive")
  void http10OriginIsReusedOnlyWhereItSaysSo() throws Exception {
    assertThat(connectionsFor("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")).isEqualTo(2);
    assertThat(
            connectionsFor(
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok"))
        .isEqualTo(1);
  }

  @Test
  @DisplayName("RFC 9112 6.3: an origin that frames in two ways has no second request")
  void originThatFramesInTwoWaysIsNotReused() throws Exception {
    assertThat(
            connectionsFor(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "2\r\nok\r\n0\r\n\r\n"))
        .isEqualTo(2);
  }

  private static int connectionsFor(String answer) throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(answer);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      assertThat(client.get("/").answer().text()).isEqualTo("ok");
      assertThat(client.get("/").answer().text()).isEqualTo("ok");
      return origin.connections();
    }
  }

  @Test
  @DisplayName("RFC 9112 9.6: what a refused client still sends does not cost it the answer")
  void refusalReachesAClientThatIsStillSending() throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(OK);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.send(lines("POST / HTTP/1.1", "Host: a", "Content-Length: 9999999999999", "", ""));
      client.send("x".repeat(1 << 18));

      assertThat(client.answer().status()).isEqualTo(413);
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
  }
}
