package dev.weir.gateway.http2;

import static dev.weir.gateway.testing.Http2Peer.DATA;
import static dev.weir.gateway.testing.Http2Peer.END_STREAM;
import static dev.weir.gateway.testing.Http2Peer.GOAWAY;
import static dev.weir.gateway.testing.Http2Peer.HEADERS;
import static dev.weir.gateway.testing.Http2Peer.PING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.ServiceConfig.Protocol;
import dev.weir.gateway.testing.Http2Peer;
import dev.weir.gateway.testing.Http2Peer.Frame;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import dev.weir.status.Sent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An HTTP/1.1 client in front of an HTTP/2 origin that does what HTTP/1.1 knows nothing of.
class Http2OriginTest {
  private static final int REFUSED_STREAM = 7;
  private static final byte[] INITIAL_WINDOW_OF_2 = {0, 4, 0, 0, 0, 2};

  private ServerSocket listening;
  private TestingGateway gateway;

  @BeforeEach
  void start() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Origin origin = new Origin("127.0.0.1", listening.getLocalPort());
    gateway =
        TestingGateway.start(
            TestingConfig.to(origin)
                .service("protocol", Protocol.HTTP2)
                .timeout("betweenBytes", Duration.ofMillis(300))
                .timeout("firstByte", Duration.ofMillis(300)));
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    listening.close();
  }

  @Test
  void requestIsSentAsHttp2HasIt() throws Exception {
    try (TestingClient client = gateway.connect()) {
      client.send(
          "POST /a?b HTTP/1.1\r\nHost: Shop.test\r\nX-One: 1\r\nTE: trailers, gzip\r\n"
              + "Connection: x-one, te\r\nContent-Length: 2\r\n\r\nab");
      try (Http2Peer origin = accept()) {
        Frame head = origin.next(HEADERS);
        Map<String, String> seen = origin.fields(head);
        assertThat(seen)
            .containsEntry(":method", "POST")
            .containsEntry(":path", "/a?b")
            .containsEntry(":scheme", "http")
            .containsEntry(":authority", "Shop.test")
            .containsEntry("te", "trailers")
            .containsEntry("content-length", "2")
            .doesNotContainKeys("host", "x-one", "connection");
        assertThat(origin.next(DATA).payload()).isEqualTo(new byte[] {'a', 'b'});
        origin.headers(head.stream(), 0, ":status", "200").data(head.stream(), 0, "ok");
        origin.headers(head.stream(), END_STREAM, "x-sum", "1");
        Answer answer = client.answer();
        assertThat(answer.text()).isEqualTo("ok");
        assertThat(answer.trailers()).contains("x-sum: 1");
      }
    }
  }

  @Test
  void endThatWaitedForTheWindowIsSentOnce() throws Exception {
    try (TestingClient client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\n\r\n");
      try (Http2Peer origin = Http2Peer.server(listening.accept(), INITIAL_WINDOW_OF_2)) {
        int stream = origin.next(HEADERS).stream();
        origin.send(PING, 0, 0, new byte[8]).next(PING);
        client.send("abc");
        assertThat(origin.next(DATA).payload()).hasSize(2);
        origin.window(stream, 1);
        assertThat(origin.next(DATA).ends()).isTrue();
        origin.send(PING, 0, 0, new byte[8]);
        assertThat(origin.any().type()).isEqualTo(PING);
        answer(origin, stream);
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void streamThatWasRefusedIsRepeatedWhateverItsMethod() throws Exception {
    try (TestingClient client = gateway.connect()) {
      client.send(post());
      try (Http2Peer first = accept()) {
        first.reset(first.next(HEADERS).stream(), REFUSED_STREAM);
        try (Http2Peer second = accept()) {
          answer(second, second.next(HEADERS).stream());
          assertThat(client.answer().status()).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void streamsAboveTheLastOneAreRepeatedWhateverTheirMethod() throws Exception {
    try (TestingClient client = gateway.connect()) {
      client.send(post());
      try (Http2Peer first = accept()) {
        first.next(HEADERS);
        first.send(GOAWAY, 0, 0, new byte[8]);
        try (Http2Peer second = accept()) {
          answer(second, second.next(HEADERS).stream());
          assertThat(client.answer().status()).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void streamThatWasTakenIsNotRepeatedUnlessItsMethodAllows() throws Exception {
    try (TestingClient client = gateway.connect()) {
      client.send(post());
      try (Http2Peer origin = accept()) {
        origin.reset(origin.next(HEADERS).stream(), 2);
        assertThat(client.answer().status()).isEqualTo(502);
        Failure failure = gateway.awaitExchange(exchange -> true).failure().orElseThrow();
        assertThat(failure.cause()).isEqualTo(Cause.CONNECTION_TERMINATED);
        assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      }
    }
  }

  @Test
  void goneAwayConnectionAnswersWhatItTookAndGetsNothingMore() throws Exception {
    try (TestingClient one = gateway.connect();
        TestingClient two = gateway.connect()) {
      one.send(post());
      try (Http2Peer first = accept()) {
        int stream = first.next(HEADERS).stream();
        first.send(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(stream).array());
        answer(first, stream);
        assertThat(one.answer().status()).isEqualTo(200);
        two.send(post());
        try (Http2Peer second = accept()) {
          answer(second, second.next(HEADERS).stream());
          assertThat(two.answer().status()).isEqualTo(200);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'nothing', 504, http_response_timeout",
    "'head', 504, connection_read_timeout",
    "'upper', 502, http_protocol_error",
    "'no-status', 502, http_protocol_error",
    "'short', 502, http_response_incomplete",
    "'long', 502, http_protocol_error",
    "'reset', 502, http_response_incomplete",
    "'close', 502, http_response_incomplete",
    "'data-first', 502, http_protocol_error",
    "'garbage', 502, http_protocol_error",
    "'http1', 502, http_protocol_error",
  })
  void faultIsToldByItsCause(String fault, int status, String cause) throws Exception {
    try (TestingClient client = gateway.connect()) {
      client.get("/");
      try (Http2Peer origin = accept()) {
        play(origin, origin.next(HEADERS).stream(), fault);
        assertThat(client.answer().status()).isEqualTo(status);
        assertThat(gateway.awaitExchange(exchange -> true).failure().orElseThrow().cause().code())
            .isEqualTo(cause);
      }
    }
  }

  private static void play(Http2Peer origin, int stream, String fault) throws IOException {
    String[] head = {":status", "200", "content-length", "4"};
    switch (fault) {
      case "nothing" -> {}
      case "head" -> origin.headers(stream, 0, head);
      case "upper" -> origin.headers(stream, END_STREAM, ":status", "200", "Upper", "case");
      case "no-status" -> origin.headers(stream, END_STREAM, "x", "y");
      case "short" -> origin.headers(stream, 0, head).data(stream, END_STREAM, "abc");
      case "long" -> origin.headers(stream, 0, head).data(stream, END_STREAM, "abcde");
      case "reset" -> origin.headers(stream, 0, head).data(stream, 0, "ab").reset(stream, 2);
      case "close" -> origin.headers(stream, 0, head).data(stream, 0, "ab").close();
      case "data-first" -> origin.data(stream, END_STREAM, "abcd");
      case "garbage" -> origin.send('H', 'T', stream, new byte[20_000]);
      case "http1" -> origin.raw("HTTP/1.1 400 Bad Request\r\n\r\n");
      default -> throw new IllegalArgumentException(fault);
    }
  }

  private Http2Peer accept() throws IOException {
    return Http2Peer.server(listening.accept());
  }

  private static String post() {
    return "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 2\r\n\r\nab";
  }

  private static void answer(Http2Peer origin, int stream) throws IOException {
    origin.headers(stream, 0, ":status", "200").data(stream, END_STREAM, "ok");
  }
}
