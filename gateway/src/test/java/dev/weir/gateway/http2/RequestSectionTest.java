package dev.weir.gateway.http2;

import static dev.weir.gateway.http2.Heads.request;
import static dev.weir.gateway.http2.Heads.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.status.Cause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestSectionTest {
  @Test
  void requestIsTheSameAsFromHttp1() throws Exception {
    RequestHead head =
        section(request("POST", "/a/b?c=d?e", "content-length: 5", "te: trailers", "x: \u00e9"))
            .request(LimitsConfig.DEFAULT);

    assertThat(head.method()).isEqualTo(Method.POST);
    assertThat(head.path()).isEqualTo("/a/b");
    assertThat(head.query()).isEqualTo("c=d?e");
    assertThat(head.authority()).isEqualTo("h");
    assertThat(head.protocol()).isEqualTo("2");
    assertThat(head.version()).isEqualTo("2.0");
    assertThat(head.upgrade()).isEmpty();
    assertThat(head.fields().first(FieldName.CONTENT_LENGTH)).isEqualTo("5");
    assertThat(DeclaredLength.ofRequest(head.fields())).isEqualTo(5);
    assertThat(Heads.lines(head.fields()))
        .containsExactly("content-length: 5", "te: trailers", "x: \u00e9");
  }

  @Test
  void serverAsAWholeIsAskedByOptions() throws Exception {
    RequestHead head = section(request("OPTIONS", "*")).request(LimitsConfig.DEFAULT);

    assertThat(head.path()).isEqualTo("*");
    assertThat(head.query()).isEmpty();
  }

  // RFC 9113 section 8.2.3.
  @Test
  void crumbsBecomeOneCookie() throws Exception {
    RequestHead head =
        section(request("GET", "/", "cookie: a=b", "accept: x", "cookie: c=d", "cookie: e=f"))
            .request(LimitsConfig.DEFAULT);

    assertThat(Heads.lines(head.fields()))
        .containsExactlyInAnyOrder("accept: x", "cookie: a=b; c=d; e=f");
  }

  // RFC 8441 section 4.
  @Test
  void extendedConnectIsAGetThatBecomesAnotherProtocol() throws Exception {
    RequestHead head =
        section(request("CONNECT", "/chat", ":protocol: websocket")).request(LimitsConfig.DEFAULT);

    assertThat(head.method()).isEqualTo(Method.GET);
    assertThat(head.upgrade()).isEqualTo("websocket");
    assertThat(head.path()).isEqualTo("/chat");
  }

  @Test
  void hostStandsInForAuthority() throws Exception {
    String[] lines = {":method: GET", ":scheme: http", ":path: /", "host: h:1"};

    assertThat(section(lines).request(LimitsConfig.DEFAULT).authority()).isEqualTo("h:1");
  }

  @Test
  void hostMayRepeatTheAuthority() throws Exception {
    assertThat(section(request("GET", "/", "host: H")).request(LimitsConfig.DEFAULT).authority())
        .isEqualTo("h");
  }

  @ParameterizedTest
  @MethodSource
  void malformedRequestIsRefused(String clause, List<String> lines, String evidence) {
    FailureException refused = refused(section(lines.toArray(String[]::new)));

    assertThat(refused.failure().cause()).as(clause).isEqualTo(Cause.HTTP_REQUEST_ERROR);
    assertThat(refused.failure().evidence()).as(clause).contains(evidence);
  }

  static List<Arguments> malformedRequestIsRefused() {
    return List.of(
        row("9112 11.2", "content-length", "content_length: 5"),
        row("9112 11.2", "transfer-encoding", "transfer_encoding: chunked"),
        row("7239 8.1", "x-forwarded-for", "x_forwarded_for: 8.8.8.8"),
        row("9113 8.2.1", "no lower-case token", "Accept: x"),
        row("9113 8.2.1", "no lower-case token", "a b: x"),
        row("9113 8.2.1", "no lower-case token", "a\u0000: x"),
        row("9113 8.2.1", "no lower-case token", "a\u00e9: x"),
        row("9113 8.2.1", "no lower-case token", "a:b: x"),
        row("9113 8.2.1", "control character", "a: x\ry"),
        row("9113 8.2.1", "control character", "a: x\ny"),
        row("9113 8.2.1", "control character", "a: x\r\nhost: evil"),
        row("9113 8.2.1", "control character", "a: x\u0000y"),
        row("9113 8.2.1", "white space", "a:  x"),
        row("9113 8.2.1", "white space", "a: x\t"),
        row("9113 8.2.1", "white space", "cookie:  a=b"),
        row("9113 8.2.2", "of the connection", "connection: close"),
        row("9113 8.2.2", "of the connection", "proxy-connection: keep-alive"),
        row("9113 8.2.2", "of the connection", "keep-alive: timeout=5"),
        row("9113 8.2.2", "of the connection", "transfer-encoding: chunked"),
        row("9113 8.2.2", "of the connection", "upgrade: h2c"),
        row("9113 8.2.2", "other than trailers", "te: gzip"),
        row("9113 8.2.2", "other than trailers", "te: trailers, gzip"),
        row("9113 8.2.2", "other than trailers", "te: "),
        row("9113 8.3", "not defined", ":evil: x"),
        row("9113 8.3", ":method more than once", ":method: GET"),
        row("9113 8.3", ":path more than once", ":path: /b"),
        row("9113 8.3", ":path behind a regular", "a: x", ":path: /b"),
        row("9113 8.3", ":status in a request", ":status: 200"),
        row("9113 8.3.1", "Host differs", "host: other"),
        row("9113 8.3.1", "Host differs", "host: h:443"),
        row("9113 8.3.1", "Host differs", "host: "),
        row("9110 7.2", "more than one Host", "host: h", "host: h"),
        row("9110 8.6", "Content-Length", "content-length: 5", "content-length: 5"),
        row("9110 8.6", "Content-Length", "content-length: 5, 5"),
        row("9110 8.6", "Content-Length", "content-length: +5"),
        row("9110 8.6", "Content-Length", "content-length: "),
        row("8441 4", ":protocol is for CONNECT", ":protocol: websocket"),
        whole("9113 8.3.1", "no :method", ":scheme: http", ":authority: h", ":path: /"),
        whole("9113 8.3.1", "no :scheme", ":method: GET", ":authority: h", ":path: /"),
        whole("9113 8.3.1", "no :path", ":method: GET", ":scheme: http", ":authority: h"),
        whole("9113 8.3.1", "no :authority", ":method: GET", ":scheme: http", ":path: /"),
        whole("9113 8.3.1", "no :method"),
        replaced("9113 8.3.1", "neither a path nor *", ":path: "),
        replaced("9113 8.3.1", "neither a path nor *", ":path: a"),
        replaced("9113 8.3.1", "neither a path nor *", ":path: http://h/"),
        replaced("9113 8.3.1", "neither a path nor *", ":path: *a"),
        replaced("9113 8.3.1", "neither a path nor *", ":path: /a b"),
        replaced("9113 8.3.1", "neither a path nor *", ":path: /a#b"),
        replaced("9113 8.2.1", "control character", ":path: /a\r\nx: y"),
        replaced("9113 8.3.1", "OPTIONS only", ":path: *"),
        replaced("9113 8.3.1", "neither http nor https", ":scheme: ftp"),
        replaced("9113 8.3.1", "neither http nor https", ":scheme: "),
        replaced("9113 8.3.1", "no host and port", ":authority: u@h"),
        replaced("9113 8.3.1", "no host and port", ":authority: u:p@h"),
        replaced("9113 8.3.1", "no host and port", ":authority: h/a"),
        replaced("9113 8.3.1", "no host and port", ":authority: h:x"),
        replaced("9110 4.2.1", "no host and port", ":authority: "),
        replaced("9113 8.3.1", "no token", ":method: "),
        replaced("9113 8.3.1", "no token", ":method: GET /"),
        whole("9113 8.5", "CONNECT with :scheme", request("CONNECT", "/")),
        whole("9113 8.5", "without :authority", ":method: CONNECT"),
        whole("8441 4", "no :path", ":method: CONNECT", ":protocol: x", ":scheme: https"),
        whole("8441 4", "no token", request("CONNECT", "/", ":protocol: web socket")));
  }

  // A good request, with these behind its pseudo fields.
  private static Arguments row(String clause, String evidence, String... behind) {
    return whole(clause, evidence, request("GET", "/a", behind));
  }

  // A good request, with this instead of the pseudo field of the same name.
  private static Arguments replaced(String clause, String evidence, String pseudo) {
    List<String> lines = new ArrayList<>();
    Collections.addAll(lines, request("GET", "/a"));
    String name = pseudo.substring(0, pseudo.indexOf(": ") + 2);
    lines.replaceAll(line -> line.startsWith(name) ? pseudo : line);
    return Arguments.of(clause, lines, evidence);
  }

  private static Arguments whole(String clause, String evidence, String... lines) {
    return Arguments.of(clause, List.of(lines), evidence);
  }

  @Test
  void firstViolationIsTold() {
    assertThat(refused(section(request("GET", "/", "te: x", "upgrade: y"))).failure().evidence())
        .startsWith("te: ");
  }

  @Test
  void unknownMethodIsNotImplemented() {
    assertCause(section(request("BREW", "/")), Cause.METHOD_NOT_IMPLEMENTED);
  }

  @Test
  void tunnelIsNotImplemented() {
    assertCause(section(":method: CONNECT", ":authority: h:443"), Cause.METHOD_NOT_IMPLEMENTED);
  }

  @Test
  void longTargetIsUriTooLong() {
    assertCause(section(request("GET", "/" + "a".repeat(16 << 10))), Cause.URI_TOO_LONG);
  }

  @Test
  void targetBeyondTheWholeLimitIsUriTooLong() {
    assertCause(limited(request("GET", "/" + "a".repeat(2000))), Cause.URI_TOO_LONG);
  }

  @Test
  void tooManyBytesAreTooLarge() {
    assertCause(
        limited(request("GET", "/", "a: " + "b".repeat(2000))), Cause.REQUEST_HEADER_TOO_LARGE);
  }

  @Test
  void tooManyFieldsAreTooLarge() {
    assertCause(
        limited(request("GET", "/", "a: b", "a: b", "a: b", "a: b")),
        Cause.REQUEST_HEADER_TOO_LARGE);
  }

  @Test
  void crumbsCountAsOneField() throws Exception {
    FieldSection section =
        limited(request("GET", "/", "cookie: a", "cookie: b", "cookie: c", "cookie: d", "e: f"));

    assertThat(section.request(LimitsConfig.DEFAULT).fields().size()).isEqualTo(2);
  }

  @Test
  void trailersHaveNoPseudoFields() {
    assertThatThrownBy(() -> section(":path: /").requestTrailers())
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("a pseudo field among trailers");
  }

  @Test
  void trailersAreFields() throws Exception {
    Fields trailers = section("checksum: 1", "a: b").requestTrailers();

    assertThat(Heads.lines(trailers)).containsExactly("checksum: 1", "a: b");
  }

  private static FieldSection limited(String... lines) {
    return Heads.section(new FieldSection(1000, 3), List.of(lines));
  }

  private static void assertCause(FieldSection section, Cause cause) {
    assertThat(refused(section).failure().cause()).isEqualTo(cause);
  }

  private static FailureException refused(FieldSection section) {
    return catchThrowableOfType(
        FailureException.class, () -> section.request(LimitsConfig.DEFAULT));
  }
}
