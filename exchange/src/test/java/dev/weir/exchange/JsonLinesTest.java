package dev.weir.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.status.Cause;
import dev.weir.status.Failure;
import dev.weir.status.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final TestingExchange exchange = new TestingExchange();
  private final JsonLines format = new JsonLines();

  @Test
  void anOrdinaryLineIsExactlyThis() {
    assertThat(line())
        .isEqualTo(
            """
            {"timestamp":"2026-01-31T23:59:58.012345Z","duration":0.001523,\
            "weir.request_id":"0198c2f4a1b27d3e",\
            "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7",\
            "client.address":"192.0.2.7","http.request.method":"GET","url.scheme":"https",\
            "server.address":"shop.example.com","server.port":8443,"url.path":"/api/items/7",\
            "network.protocol.version":"1.1","user_agent.original":"curl/8.5.0",\
            "weir.route":"shop","weir.service":"shop","http.response.status_code":200,\
            "http.request.body.size":0,"http.response.body.size":195,\
            "weir.answered_by":"origin",\
            "weir.attempts":[{"origin":"10.0.0.1:8080","reused":true,"status":200,\
            "first_byte":0.001100,"total":0.001400}]}
            """);
  }

  @Test
  void failureSaysCauseSideSentRetryAfterAndEvidence() {
    exchange.status = 503;
    exchange.failure =
        Optional.of(
            new Failure(
                Cause.BREAKER_OPEN,
                Sent.NOT_SENT,
                Optional.of(Duration.ofMillis(2500)),
                0,
                Map.of(),
                "12 of 20 failed"));
    JsonNode line = parsed();
    assertThat(line.get("error.type").asString()).isEqualTo("breaker_open");
    assertThat(line.get("weir.cause").asString()).isEqualTo("breaker_open");
    assertThat(line.get("weir.side").asString()).isEqualTo("origin");
    assertThat(line.get("weir.sent").asString()).isEqualTo("no");
    assertThat(line.get("weir.retry_after").asDouble()).isEqualTo(2.5);
    assertThat(line.get("weir.evidence").asString()).isEqualTo("12 of 20 failed");
  }

  @Test
  void trueStatusIsThereWhereTheClientReceivedAnother() {
    exchange.answeredBy = AnsweredBy.GATEWAY;
    exchange.failure = Optional.of(Failure.of(Cause.QUEUE_FULL, ""));
    assertThat(parsed().get("http.response.status_code").asInt()).isEqualTo(200);
    assertThat(parsed().get("weir.true_status").asInt()).isEqualTo(503);
    exchange.status = 503;
    assertThat(parsed().has("weir.true_status")).isFalse();
  }

  @Test
  void originsOwnErrorHasItsStatusAsErrorTypeAndNoCause() {
    exchange.status = 503;
    assertThat(parsed().get("error.type").asString()).isEqualTo("503");
    assertThat(parsed().has("weir.cause")).isFalse();
    exchange.status = 404;
    assertThat(parsed().has("error.type")).isFalse();
  }

  @Test
  void wrappedAndTruncatedAreThereOnlyWhenTrue() {
    assertThat(parsed().has("weir.wrapped") || parsed().has("weir.truncated")).isFalse();
    exchange.wrapped = true;
    exchange.truncated = true;
    assertThat(parsed().get("weir.wrapped").asBoolean()).isTrue();
    assertThat(parsed().get("weir.truncated").asBoolean()).isTrue();
  }

  @Test
  void everyAttemptIsTold() {
    exchange.attempts = List.of(TestingExchange.refused(), exchange.attempts.getFirst());
    JsonNode attempts = parsed().get("weir.attempts");
    assertThat(attempts.size()).isEqualTo(2);
    assertThat(line())
        .contains(
            """
            "weir.attempts":[{"origin":"10.0.0.2:8080","reused":false,\
            "cause":"connection_refused","connect":0.000250,"total":0.000260},\
            {"origin":"10.0.0.1:8080",\
            """);
    exchange.attempts = List.of();
    assertThat(parsed().has("weir.attempts")).isFalse();
  }

  @Test
  void unknownMethodIsOtherAndItsOriginal() {
    exchange.method = "BREW";
    assertThat(parsed().get("http.request.method").asString()).isEqualTo("_OTHER");
    assertThat(parsed().get("http.request.method_original").asString()).isEqualTo("BREW");
    exchange.method = "";
    assertThat(parsed().has("http.request.method")).isFalse();
  }

  @Test
  void authorityIsAddressAndPort() {
    assertServer("[2001:db8::1]:443", "[2001:db8::1]", 443);
    assertServer("shop.example.com", "shop.example.com", -1);
    assertServer("[2001:db8::1]", "[2001:db8::1]", -1);
    assertServer("shop:99999999999", "shop:99999999999", -1);
    assertServer("shop:", "shop:", -1);
    assertServer(":80", ":80", -1);
  }

  private void assertServer(String authority, String address, int port) {
    exchange.authority = authority;
    JsonNode line = parsed();
    assertThat(line.get("server.address").asString()).isEqualTo(address);
    assertThat(line.path("server.port").asInt(-1)).isEqualTo(port);
  }

  @Test
  void secretsInQueryAndRefererAreRedacted() {
    exchange.query = "page=2&access_token=s3cr3t";
    exchange.referer = "https://shop.example.com/login?code=s3cr3t&state=x";
    assertThat(line()).doesNotContain("s3cr3t");
    assertThat(parsed().get("url.query").asString()).isEqualTo("page=2&access_token=REDACTED");
    assertThat(parsed().get("http.request.header.referer").get(0).asString())
        .isEqualTo("https://shop.example.com/login?code=REDACTED&state=x");
  }

  @Test
  void bytesThatAreUtf8AreReadable() {
    exchange.userAgent = wire("주문 앱 🍊");
    assertThat(parsed().get("user_agent.original").asString()).isEqualTo("주문 앱 🍊");
    assertThat(line()).contains("주문 앱 🍊");
  }

  @Test
  void bytesThatAreNotUtf8AreTheCharactersTheyWouldBe() {
    exchange.userAgent =
        "caf\u00e9 \u00c0\u0080 \u00ed\u00a0\u0080 \u00f4\u0090\u0080\u0080 \u00e2\u0082";
    assertThat(parsed().get("user_agent.original").asString()).isEqualTo(exchange.userAgent);
    assertThat(line()).contains("caf\\u00e9");
  }

  @Test
  void namesFromTheConfigurationMayBeInAnyScript() {
    exchange.route = "주문-🍊-\ud800";
    assertThat(parsed().get("weir.route").asString()).isEqualTo("주문-🍊-\ufffd");
  }

  @Test
  void nothingEndsTheLineOrSteersTheTerminal() {
    String bidiAndSeparators = wire("\u0085\u2028\u2029\u202e\u2066");
    exchange.path = "/\r\n{\"x\":1}\u0000\u001b[2J\u007f\u009b2J" + bidiAndSeparators;
    assertThat(parsed().get("url.path").asString())
        .isEqualTo("/\r\n{\"x\":1}\u0000\u001b[2J\u007f\u009b2J\u0085\u2028\u2029\u202e\u2066");
    assertThat(line().stripTrailing())
        .matches("[\\x20-\\x7e]+")
        .contains("\\r\\n{\\\"x\\\":1}\\u0000\\u001b[2J\\u007f\\u009b2J\\u0085\\u2028\\u2029");
  }

  /// Strings of random bytes, of bytes that look like UTF-8, and of random UTF-16: always one valid
  /// line that reads back as the specification of [JsonText] says.
  @Test
  void anythingIsOneValidLine() {
    var random = new Random(20260131);
    for (int i = 0; i < 20_000; i++) {
      String hostile = hostile(random);
      exchange.userAgent = hostile;
      exchange.path = hostile;
      exchange.authority = hostile;
      exchange.method = hostile;
      exchange.query = hostile;
      exchange.referer = hostile;
      exchange.requestId = hostile;
      exchange.route = hostile;
      String line = line();
      assertThat(line.indexOf('\n')).as(hostile).isEqualTo(line.length() - 1);
      assertThat(parsed().path("weir.route").asString()).isEqualTo(expected(hostile));
      if (hostile.chars().allMatch(c -> c <= 0xFF)) {
        assertThat(parsed().path("user_agent.original").asString()).isEqualTo(expected(hostile));
      }
    }
  }

  private static String hostile(Random random) {
    int length = random.nextInt(24);
    return switch (random.nextInt(5)) {
      case 0 -> text(random.ints(length, 0, 0x100));
      case 1 -> text(random.ints(length, 0x78, 0x100).map(c -> c > 0xF5 ? 0x80 : c));
      case 2 -> wire(text(random.ints(length, 0, Character.MAX_CODE_POINT)));
      case 3 -> text(random.ints(length, 0x20, 0x10000).map(c -> (char) c));
      // Plain but for one, at every place in a word.
      default -> "a".repeat(length) + (char) random.nextInt(0x100) + "~".repeat(length / 2);
    };
  }

  private static String text(IntStream codePoints) {
    return codePoints
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String wire(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /// The same by another way: the longest run of bytes that the platform's decoder takes for one
  /// character.
  private static String expected(String text) {
    var expected = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int start = i;
      Optional<String> encoded =
          IntStream.of(4, 3, 2)
              .filter(length -> start + length <= text.length())
              .mapToObj(length -> text.substring(start, start + length))
              .filter(JsonLinesTest::isOneCharacter)
              .findFirst();
      int own = text.codePointAt(i);
      boolean lone = own >= Character.MIN_SURROGATE && own <= Character.MAX_SURROGATE;
      expected.append(
          encoded
              .map(run -> new String(run.getBytes(ISO_8859_1), UTF_8))
              .orElse(lone ? "\ufffd" : Character.toString(own)));
      i += encoded.map(String::length).orElse(Character.charCount(own));
    }
    return expected.toString();
  }

  private static boolean isOneCharacter(String bytes) {
    if (!bytes.chars().allMatch(c -> c >= 0x80 && c <= 0xFF)) {
      return false;
    }
    String decoded = new String(bytes.getBytes(ISO_8859_1), UTF_8);
    return decoded.codePointCount(0, decoded.length()) == 1 && wire(decoded).equals(bytes);
  }

  private JsonNode parsed() {
    return STRICT.readTree(bytes());
  }

  private String line() {
    return new String(bytes(), UTF_8);
  }

  private byte[] bytes() {
    var buffer = new LineBuffer(1);
    format.write(exchange.make(), buffer);
    byte[] bytes = new byte[buffer.size()];
    buffer.content().get(bytes);
    return bytes;
  }
}
