package dev.weir.gateway.http2;

import static dev.weir.gateway.testing.Http2Peer.END_STREAM;
import static dev.weir.gateway.testing.Http2Peer.GOAWAY;
import static dev.weir.gateway.testing.Http2Peer.HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.Size;
import dev.weir.gateway.testing.Http2Peer;
import dev.weir.gateway.testing.Http2Peer.Answer;
import dev.weir.gateway.testing.Http2Peer.Frame;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.gateway.testing.TestingOrigin.Request;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// An HTTP/2 client in front of an HTTP/1.1 origin: what it is answered, and what the origin sees.
class Http2ClientTest {
  private static final int NO_ERROR = 0;
  private static final int PROTOCOL_ERROR = 1;
  private static final int INTERNAL_ERROR = 2;
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;
  private static final int ENHANCE_YOUR_CALM = 11;

  @Test
  void requestReachesAnOriginOfHttp1() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("ok");
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      client.get(1, "/a?b=c", "cookie", "x=1", "x-one", "1", "cookie", "y=2");

      Answer answer = client.answer(1);

      assertThat(answer.status()).isEqualTo("200");
      assertThat(answer.text()).isEqualTo("ok");
      assertThat(answer.field("x-request-id")).hasSize(32);
      Request seen = origin.takeRequest();
      assertThat(seen.line()).isEqualTo("GET /a?b=c HTTP/1.1");
      assertThat(seen.lines()).contains("Host: shop.test", "cookie: x=1; y=2", "x-one: 1");
      assertThat(seen.field("via")).startsWith("2.0 ");
      assertThat(seen.field("transfer-encoding")).isEmpty();
    }
  }

  @Test
  void bodyWithoutLengthBecomesChunksAndItsTrailersStay() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("ok");
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      client.request(1, 0, "POST", "/").data(1, 0, "ab").data(1, 0, "cd");
      client.headers(1, END_STREAM, "x-sum", "1");

      assertThat(client.answer(1).status()).isEqualTo("200");
      Request seen = origin.takeRequest();
      assertThat(seen.field("transfer-encoding")).isEqualTo("chunked");
      assertThat(seen.text()).isEqualTo("abcd");
      assertThat(seen.trailers()).contains("x-sum: 1");
    }
  }

  @Test
  void manyStreamsAreAnsweredAsTheyAreReady() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              while (connection.awaitRequest()) {
                connection.send(TestingOrigin.ok(connection.request().line()));
              }
            });
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      for (int stream = 1; stream < 200; stream += 2) {
        client.get(stream, "/" + stream);
      }
      int answered = 0;
      while (answered < 100) {
        Frame frame = client.any();
        answered += frame.type() == Http2Peer.DATA && frame.ends() ? 1 : 0;
      }
      assertThat(gateway.exchanges()).allMatch(exchange -> exchange.status() == 200);
    }
  }

  @Test
  void whatIsMalformedGetsItsAnswerAndThenTheError() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("ok");
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      client.get(1, "/", "Upper", "case");
      assertThat(client.nextHeaders()).containsEntry(":status", "400");
      assertThat(client.next(Http2Peer.RST_STREAM).number(0)).isEqualTo(PROTOCOL_ERROR);

      client.request(3, 0, "POST", "/", "content-length", "3").data(3, END_STREAM, "four");
      assertThat(client.nextHeaders()).containsEntry(":status", "400");

      client.get(5, "/");
      assertThat(client.answer(5).status()).isEqualTo("200");
      assertThat(gateway.awaitExchange(exchange -> exchange.status() == 400).failure())
          .map(Failure::cause)
          .contains(Cause.HTTP_REQUEST_ERROR);
    }
  }

  @Test
  void headOverTheLimitIs431AndTheConnectionGoesOn() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("ok");
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      String large = "v".repeat(7000);
      byte[] block =
          client.block(
              ":method",
              "GET",
              ":scheme",
              "http",
              ":authority",
              "a",
              ":path",
              "/",
              "a",
              large,
              "b",
              large,
              "c",
              large,
              "d",
              large,
              "e",
              large);
      client.send(HEADERS, END_STREAM, 1, Arrays.copyOf(block, 16_000));
      byte[] rest = Arrays.copyOfRange(block, 16_000, block.length);
      int half = Math.min(rest.length, 16_000);
      boolean one = half == rest.length;
      client.send(
          Http2Peer.CONTINUATION, one ? Http2Peer.END_HEADERS : 0, 1, Arrays.copyOf(rest, half));
      if (!one) {
        client.send(
            Http2Peer.CONTINUATION,
            Http2Peer.END_HEADERS,
            1,
            Arrays.copyOfRange(rest, half, rest.length));
      }
      assertThat(client.answer(1).status()).isEqualTo("431");
      client.get(3, "/");
      assertThat(client.answer(3).status()).isEqualTo("200");
    }
  }

  @Test
  void bodyOverTheLimitIsAnsweredBeforeItIsSentAndTheRestIsNotWanted() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("ok");
        TestingGateway gateway =
            TestingGateway.start(TestingConfig.to(origin).limit("requestBody", new Size(10)));
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      client.request(1, 0, "POST", "/", "content-length", "100");
      assertThat(client.nextHeaders()).containsEntry(":status", "413");
      assertThat(client.next(Http2Peer.RST_STREAM).number(0)).isEqualTo(NO_ERROR);
      client.data(1, 0, "this was under way").get(3, "/");
      assertThat(client.answer(3).status()).isEqualTo("200");
    }
  }

  @Test
  void answerThatIsCutOffIsReset() throws Exception {
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(70_000);
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send(half);
              connection.socket().close();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      client.window(0, 1 << 20).window(0, 1 << 20);
      client.send(
          Http2Peer.SETTINGS, 0, 0, (byte) 0, (byte) 4, (byte) 0, (byte) 16, (byte) 0, (byte) 0);
      client.get(1, "/");
      Answer answer = client.answer(1);
      assertThat(answer.status()).isEqualTo("200");
      assertThat(answer.reset()).isEqualTo(INTERNAL_ERROR);
      assertThat(gateway.awaitExchange(exchange -> exchange.truncated()).failure())
          .map(Failure::cause)
          .contains(Cause.HTTP_RESPONSE_INCOMPLETE);
    }
  }

  @Test
  void answerWaitsForTheWindow() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("x".repeat(100_000));
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      client.get(1, "/");
      int got = 0;
      while (got < 65_535) {
        got += client.next(Http2Peer.DATA).payload().length;
      }
      assertThat(got).isEqualTo(65_535);
      client.window(0, 100_000).window(1, 100_000);
      Frame last;
      do {
        last = client.next(Http2Peer.DATA);
        got += last.payload().length;
      } while (!last.ends());
      assertThat(got).isEqualTo(100_000);
    }
  }

  @Test
  void clientThatTakesNothingIsGivenUp() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("x".repeat(2_000_000));
        TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin).timeout("clientWrite", Duration.ofMillis(200)));
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      client.get(1, "/");
      assertThat(client.answer(1).reset()).isEqualTo(CANCEL);
      assertThat(gateway.awaitExchange(exchange -> true).failure())
          .map(Failure::cause)
          .contains(Cause.CLIENT_GONE);
      client.get(3, "/");
      assertThat(client.nextHeaders()).containsEntry(":status", "200");
    }
  }

  @Test
  void streamsOverTheLimitAreRefused() throws Exception {
    try (TestingOrigin origin = TestingOrigin.start(connection -> connection.awaitClose());
        TestingGateway gateway =
            TestingGateway.start(TestingConfig.to(origin).limit("streams", 2));
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      client.get(1, "/").get(3, "/").get(5, "/");
      Frame refused = client.next(Http2Peer.RST_STREAM);
      assertThat(refused.stream()).isEqualTo(5);
      assertThat(refused.number(0)).isEqualTo(REFUSED_STREAM);
    }
  }

  @Test
  void drainLetsStreamsEndAndTellsTheClient() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.awaitBytes(0);
              connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n");
              connection.awaitClose();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      client.get(1, "/");
      client.nextHeaders();
      Thread draining =
          Thread.ofVirtual().start(() -> gateway.gateway().drain(Duration.ofSeconds(1)));
      assertThat(client.next(GOAWAY).number(0)).isEqualTo(Integer.MAX_VALUE);
      client.get(3, "/");
      assertThat(client.nextHeaders()).containsEntry(":status", "200");
      Frame last = client.next(GOAWAY);
      assertThat(last.number(0)).isEqualTo(3);
      draining.join();
    }
  }

  @Test
  void floodEndsTheConnectionAndIsRecorded() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("ok");
        TestingGateway gateway = TestingGateway.to(origin);
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      Frame end = flood(client);
      assertThat(end.number(4)).isEqualTo(ENHANCE_YOUR_CALM);
      assertThat(gateway.awaitExchange(exchange -> exchange.failure().isPresent()).failure())
          .map(Failure::cause)
          .contains(Cause.CONNECTION_ABUSED);
    }
  }

  private static Frame flood(Http2Peer client) throws Exception {
    Thread sending =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 0; i < 10_000; i++) {
                  client.send(Http2Peer.PING, 0, 0, new byte[8]);
                }
              } catch (IOException closed) {
                // As it should be.
              }
            });
    Frame end = client.next(GOAWAY);
    sending.join();
    return end;
  }
}
