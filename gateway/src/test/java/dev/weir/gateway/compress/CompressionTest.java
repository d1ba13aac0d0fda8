package dev.weir.gateway.compress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.gateway.config.CompressionConfig;
import dev.weir.gateway.config.CompressionConfig.Credentials;
import dev.weir.gateway.testing.Http2Peer;
import dev.weir.gateway.testing.Records;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final String TEXT = "<p>the weir holds the water back</p>\n".repeat(100);
  private static final String BIG = TEXT.repeat(100);

  private static TestingGateway gateway(TestingOrigin origin) {
    return gateway(origin, CompressionConfig.DEFAULT);
  }

  private static TestingGateway gateway(TestingOrigin origin, CompressionConfig config) {
    return TestingGateway.start(TestingConfig.to(origin).route("compression", Optional.of(config)));
  }

  private static String answer(String body, String... fields) {
    return "HTTP/1.1 200 OK\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + String.join("\r\n", fields)
        + "\r\n\r\n"
        + body;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "zstd"})
  void smallAnswerHasTheLengthOfItsCodedBody(String coding) throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(answer(TEXT, "Content-Type: text/html"));
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      TestingClient.Answer answer = client.get("/", "Accept-Encoding: " + coding).answer();

      assertThat(answer.field("content-encoding")).isEqualTo(coding);
      assertThat(answer.field("content-length")).isEqualTo("" + answer.body().length);
      assertThat(answer.body()).hasSizeLessThan(TEXT.length() / 5);
      assertThat(Decoded.of(coding, answer.body())).isEqualTo(TEXT.getBytes(UTF_8));
      assertThat(gateway.awaitExchange(answer.field("x-request-id")).responseBytes())
          .isEqualTo(answer.body().length);
      assertThat(client.get("/").answer().text()).isEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "zstd"})
  void largeAnswerDecodesToItselfOverBothVersions(String coding) throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(answer(BIG, "Content-Type: text/html"));
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect();
        Http2Peer peer = Http2Peer.connect(gateway.address())) {
      TestingClient.Answer first = client.get("/", "Accept-Encoding: " + coding).answer();
      Http2Peer.Answer second = peer.get(1, "/", "accept-encoding", coding).answer(1);

      assertThat(first.has("content-length") && first.has("transfer-encoding")).isFalse();
      assertThat(Decoded.of(coding, first.body())).isEqualTo(BIG.getBytes(UTF_8));
      assertThat(second.field("content-encoding")).isEqualTo(coding);
      assertThat(Decoded.of(coding, second.body())).isEqualTo(BIG.getBytes(UTF_8));
    }
  }

  @Test
  void headSaysWhatTheBytesAre() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering(
                answer(
                    TEXT,
                    "Content-Type: text/html; charset=utf-8",
                    "Accept-Ranges: bytes",
                    "ETag: \"a\"",
                    "Vary: Accept-Language",
                    "X-More: kept"));
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      TestingClient.Answer coded = client.get("/", "Accept-Encoding: gzip").answer();
      TestingClient.Answer plain = client.get("/").answer();

      assertThat(coded.field("etag")).isEqualTo("W/\"a\"");
      assertThat(coded.field("vary")).isEqualTo("Accept-Language, accept-encoding");
      assertThat(coded.has("accept-ranges")).isFalse();
      assertThat(coded.field("x-more")).isEqualTo("kept");
      assertThat(plain.field("etag")).isEqualTo("\"a\"");
      assertThat(plain.field("vary")).isEqualTo("Accept-Language, accept-encoding");
      assertThat(plain.field("accept-ranges")).isEqualTo("bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Accept-Encoding", "accept-language, ACCEPT-ENCODING", "*"})
  void varyThatSaysItAlreadyStays(String vary) throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering(answer(TEXT, "Content-Type: text/html", "Vary: " + vary));
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      assertThat(client.get("/", "Accept-Encoding: gzip").answer().field("vary")).isEqualTo(vary);
    }
  }

  static Stream<Arguments> untouched() {
    String gzip = "Accept-Encoding: gzip";
    return Stream.of(
        arguments("RFC 9110 12.5.3: refused", "Accept-Encoding: gzip;q=0, *;q=0", "X: y"),
        arguments("RFC 9110 12.5.3: rather as it is", "Accept-Encoding: gzip;q=0.5, identity", ""),
        arguments("RFC 9110 8.4: coded already", gzip, "Content-Encoding: compress"),
        arguments("RFC 9110 14.2: asks for a part", gzip + "\r\nRange: bytes=0-", "X: y"),
        arguments("RFC 9111 5.2.2.6: no-transform", gzip, "Cache-Control: public, No-Transform"),
        arguments("RFC 9111 5.2.1.6", gzip + "\r\nCache-Control: no-transform", "X: y"),
        arguments("RFC 9530 2: digest of these bytes", gzip, "Content-Digest: sha-256=:AA==:"),
        arguments("RFC 9530 3: digest of coded bytes", gzip, "Repr-Digest: sha-256=:AA==:"),
        arguments("RFC 9530 6.2: digest to come", gzip, "Trailer: Content-Digest"),
        arguments("RFC 9421: signed", gzip, "Signature-Input: s=()"),
        arguments("another type", gzip, "Content-Type: image/png"),
        arguments("an event stream", gzip, "Content-Type: text/event-stream"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("untouched")
  void answerGoesAsItIs(String why, String request, String response) throws Exception {
    String type = response.startsWith("Content-Type") ? response : "Content-Type: text/html";
    String more = response.isEmpty() || response.equals(type) ? "X-Any: y" : response;
    try (TestingOrigin origin = TestingOrigin.answering(answer(TEXT, type, more, "ETag: \"a\""));
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      TestingClient.Answer answer = client.get("/", request).answer();

      assertThat(answer.text()).isEqualTo(TEXT);
      assertThat(answer.field("etag")).isEqualTo("\"a\"");
    }
  }

  @Test
  void smallPartialAndOldAreLeftAlone() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("small");
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      TestingClient.Answer answer = client.get("/", "Accept-Encoding: gzip").answer();

      assertThat(answer.text()).isEqualTo("small");
      assertThat(answer.has("vary")).isFalse();
    }
    String part = answer(TEXT, "Content-Type: text/html", "Content-Range: bytes 0-9/10");
    try (TestingOrigin origin = TestingOrigin.answering(part.replace("200 OK", "206 P"));
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      assertThat(client.get("/", "Accept-Encoding: gzip").answer().text()).isEqualTo(TEXT);
      client.send("GET / HTTP/1.0\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
      assertThat(client.answer().text()).isEqualTo(TEXT);
    }
  }

  @Test
  void headRequestHasTheFieldsOfGet() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              while (!connection.awaitHead().isEmpty()) {
                connection.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"a\"\r\n"
                        + "Content-Length: 5000\r\n\r\n");
              }
            });
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("HEAD", "/", "Accept-Encoding: gzip"));
      TestingClient.Answer answer = client.answerHead();

      assertThat(answer.field("content-encoding")).isEqualTo("gzip");
      assertThat(answer.field("etag")).isEqualTo("W/\"a\"");
      assertThat(answer.field("vary")).isEqualTo("accept-encoding");
      assertThat(answer.has("content-length")).isFalse();
      client.send(TestingClient.head("HEAD", "/"));
      assertThat(client.answerHead().field("content-length")).isEqualTo("5000");
    }
  }

  @Test
  void refreshedAnswerHasTheTagThatTheClientKnows() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.answering("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n");
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      assertThat(client.get("/", "If-None-Match: W/\"a\"").answer().field("etag"))
          .isEqualTo("W/\"a\"");
      assertThat(client.get("/", "If-None-Match: \"a\"").answer().field("etag")).isEqualTo("\"a\"");
    }
  }

  @Test
  void weakTagInIfMatchReachesTheOriginStrongToo() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("saved");
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      client.send(
          TestingClient.head("PUT", "/page?x=1", "If-Match: W/\"a\"", "Content-Length: 2") + "ab");

      assertThat(client.answer().status()).isEqualTo(200);
      TestingOrigin.Request request = origin.takeRequest();
      assertThat(request.line()).isEqualTo("PUT /page?x=1 HTTP/1.1");
      assertThat(request.field("if-match")).isEqualTo("\"a\", W/\"a\"");
      assertThat(request.text()).isEqualTo("ab");
    }
  }

  @Test
  void trailersStayAllButDigests() throws Exception {
    String chunks =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(BIG.length())
            + "\r\n"
            + BIG
            + "\r\n0\r\nX-Sum: 7\r\nContent-Digest: sha-256=:AA==:\r\n\r\n";
    try (TestingOrigin origin = TestingOrigin.answering(chunks);
        TestingGateway gateway = gateway(origin);
        Http2Peer peer = Http2Peer.connect(gateway.address())) {
      Http2Peer.Answer answer = peer.get(1, "/", "accept-encoding", "gzip").answer(1);

      assertThat(Decoded.of("gzip", answer.body())).isEqualTo(BIG.getBytes(UTF_8));
      assertThat(answer.trailers()).containsExactlyEntriesOf(Map.of("x-sum", "7"));
    }
  }

  @Test
  void everyPieceCanBeDecodedWhenItCame() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send(
                  "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
                      + "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
              read.await();
              connection.send("4\r\nlast\r\n0\r\n\r\n");
              connection.awaitClose();
            });
        TestingGateway gateway = gateway(origin);
        Http2Peer peer = Http2Peer.connect(gateway.address())) {
      peer.get(1, "/", "accept-encoding", "gzip");
      ByteArrayOutputStream coded = new ByteArrayOutputStream();
      while (!inflated(coded.toByteArray()).equals("first")) {
        coded.write(peer.next(Http2Peer.DATA).payload());
      }
      read.countDown();
      Http2Peer.Answer rest = peer.answer(1);
      coded.write(rest.body());

      assertThat(Decoded.of("gzip", coded.toByteArray())).asString(UTF_8).isEqualTo("firstlast");
    }
  }

  private static String inflated(byte[] coded) throws Exception {
    if (coded.length < 10) {
      return "";
    }
    Inflater inflater = new Inflater(true);
    inflater.setInput(coded, 10, coded.length - 10);
    byte[] text = new byte[100];
    int length = inflater.inflate(text);
    inflater.end();
    return new String(text, 0, length, ISO_8859_1);
  }

  @Test
  void originThatDiesLeavesAnAnswerCutShort() throws Exception {
    String half = answer(BIG, "Content-Type: text/html").substring(0, 200_000);
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send(half);
            });
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      TestingClient.Answer answer = client.get("/", "Accept-Encoding: gzip").answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.whole()).isFalse();
    }
  }

  @Test
  void clientsThatLeaveHoldNoEncoder() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              while (connection.awaitRequest()) {
                boolean whole = connection.request().line().contains("/whole");
                String all = answer(BIG, "Content-Type: text/html");
                connection.send(whole ? all : all.substring(0, 100_000));
              }
            });
        TestingGateway gateway = gateway(origin)) {
      for (int i = 0; i < 300; i++) {
        try (TestingClient client = gateway.connect()) {
          client.get("/half", "Accept-Encoding: gzip").answerHead();
          client.reset();
        }
      }
      gateway.awaitNoneInFlight();
      for (int i = 0; i < 4; i++) {
        try (TestingClient client = gateway.connect()) {
          TestingClient.Answer answer = client.get("/whole", "Accept-Encoding: gzip").answer();
          assertThat(answer.field("content-encoding")).isEqualTo("gzip");
        }
      }
    }
  }

  static Stream<Arguments> credentials() {
    String cookie = "Cookie: session=1";
    return Stream.of(
        arguments("nobody in particular", Credentials.NEVER, "X: y", true),
        arguments("never", Credentials.NEVER, cookie + "\r\nSec-Fetch-Site: same-origin", false),
        arguments("own", Credentials.SAME_ORIGIN, cookie + "\r\nSec-Fetch-Site: same-origin", true),
        arguments("typed", Credentials.SAME_ORIGIN, cookie + "\r\nSec-Fetch-Site: none", true),
        arguments(
            "stranger's",
            Credentials.SAME_ORIGIN,
            cookie + "\r\nSec-Fetch-Site: cross-site",
            false),
        arguments(
            "neighbour's",
            Credentials.SAME_ORIGIN,
            cookie + "\r\nSec-Fetch-Site: same-site",
            false),
        arguments("silent", Credentials.SAME_ORIGIN, cookie, false),
        arguments("password", Credentials.SAME_ORIGIN, "Authorization: Basic YTpi", false),
        arguments("token", Credentials.SAME_ORIGIN, "Authorization: Bearer abc", true),
        arguments("always", Credentials.ALWAYS, cookie + "\r\nSec-Fetch-Site: cross-site", true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("credentials")
  void strangersLearnNothingFromSizes(
      String who, Credentials allowed, String field, boolean compressed) throws Exception {
    CompressionConfig config = Records.with(CompressionConfig.DEFAULT, "credentials", allowed);
    try (TestingOrigin origin = TestingOrigin.answering(answer(TEXT, "Content-Type: text/html"));
        TestingGateway gateway = gateway(origin, config);
        TestingClient client = gateway.connect()) {
      TestingClient.Answer answer = client.get("/", "Accept-Encoding: gzip", field).answer();

      assertThat(answer.has("content-encoding")).isEqualTo(compressed);
      assertThat(answer.field("vary")).isEqualTo("accept-encoding");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "TEXT/Plain;a=b", "application/hal+json", "image/svg+xml"})
  void typesThatMeritIt(String type) throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(answer(TEXT, "Content-Type: " + type));
        TestingGateway gateway = gateway(origin);
        TestingClient client = gateway.connect()) {
      TestingClient.Answer answer = client.get("/", "Accept-Encoding: *").answer();

      assertThat(List.of("br", "zstd", "gzip")).contains(answer.field("content-encoding"));
    }
  }
}
