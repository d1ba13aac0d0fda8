package dev.weir.gateway.duties;

import static dev.weir.gateway.duties.Scene.lines;
import static dev.weir.gateway.duties.Scene.printable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ways of request smuggling that have been published, by the names that they have there, as
/// far as [SmugglingTest] does not have them: CL.TE, TE.CL, TE.TE, CL.0, 0.CL and TE.0 (Kettle
/// 2019, 2022, 2025; Jarosz 2024), the lists of the tool Smuggler, differential fuzzing of request
/// lines (T-Reqs, 2021), chunk lines ("Funky chunks", 2025) and `Expect` ("HTTP/1.1 must die",
/// 2025).
class DesyncTest {
  // What an attacker would like to see as a request of its own.
  private static final String HIDDEN = lines("GET /hidden HTTP/1.1", "Host: shop.test", "", "");
  private static final String TE = "Transfer-Encoding: chunked";
  private static final String[] GET = {"GET / HTTP/1.1", "Host: shop.test", "", ""};

  @AutoClose private static final Scenes SCENES = new Scenes();

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "bothLengths",
    "codingNames",
    "codingValues",
    "lengthNames",
    "lengthValues",
    "withoutLength",
    "expectations",
    "chunkLines",
    "trailers",
    "requestLines",
    "hosts",
    "connections",
    "likeOtherNames"
  })
  void noRequestIsHidden(Duty duty) throws Exception {
    duty.play(SCENES);
  }

  private static Duty of(String way, String words, String... lines) {
    return Duty.of(way, words).client(lines);
  }

  // A POST with these fields and this body.
  private static Duty post(String way, String field, String body) {
    return of(way, printable(field), "POST / HTTP/1.1", "Host: shop.test", field, "", body);
  }

  private static String length(String body) {
    return "Content-Length: " + body.length();
  }

  static Stream<Duty> bothLengths() {
    String all = lines("0", "", HIDDEN);
    return Stream.of("POST", "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND")
        .flatMap(method ->
            Stream.of(
                of(
                    "CL.TE",
                    method,
                    method + " / HTTP/1.1",
                    "Host: shop.test",
                    length(all),
                    TE,
                    "",
                    all),
                of(
                    "CL.TE",
                    method + " and close",
                    method + " / HTTP/1.1",
                    "Host: shop.test",
                    "Connection: close",
                    length(all),
                    TE,
                    "",
                    all),
                of(
                    "CL.TE",
                    method + ", the coding named by Connection",
                    method + " / HTTP/1.1",
                    "Host: shop.test",
                    "Connection: Transfer-Encoding",
                    length(all),
                    TE,
                    "",
                    all),
                of(
                    "CL.TE",
                    method + " in HTTP/1.0",
                    method + " / HTTP/1.0",
                    "Host: shop.test",
                    length(all),
                    TE,
                    "",
                    all),
                of(
                    "TE.CL",
                    method,
                    method + " / HTTP/1.1",
                    "Host: shop.test",
                    TE,
                    "Content-Length: 4",
                    "",
                    "29",
                    HIDDEN,
                    "0",
                    "",
                    "")))
        .map(duty -> duty.answers(0).originHasNothing().clientHasLine("HTTP/1\\.1 400 .*"));
  }

  static Stream<Duty> codingNames() {
    return Stream.of(
            "Transfer_Encoding: chunked",
            "Transfer.Encoding: chunked",
            "TRANSFER_ENCODING: chunked",
            "transfer~encoding: chunked",
            "Transfer Encoding:chunked",
            "Transfer\r-Encoding: chunked",
            "Transf\u0082r-Encoding: chunked",
            "Transfer-Encoding\r\n: chunked",
            "\0Transfer-Encoding: chunked",
            "Transfer-Encoding\0: chunked",
            "Transfer-Encoding\u00a0: chunked",
            "\u00a0Transfer-Encoding: chunked",
            "\u00ef\u00bb\u00bfTransfer-Encoding: chunked",
            "X:X\rTransfer-Encoding: chunked",
            "X: X\r\r\nTransfer-Encoding: chunked",
            "X: X\n\rTransfer-Encoding: chunked",
            "X\r\nTransfer-Encoding: chunked",
            "X: \"\r\n Transfer-Encoding: chunked\"",
            "Transfer-Encoding; chunked",
            "Transfer-Encoding= chunked",
            "(Transfer-Encoding): chunked",
            "Transfer-Encoding:\nchunked")
        .map(field -> post("TE.TE", field, "0\r\n\r\n" + HIDDEN).refused());
  }

  static Stream<Duty> codingValues() {
    Stream<Duty> refused =
        Stream.of(
                "Transfer-Encoding: ch\u0096nked",
                "Transfer-Encoding: chunked\r",
                "Transfer-Encoding:\u00ffchunked",
                "Transfer-Encoding: cow chunked bar",
                "Transfer-Encoding: chunked, cow",
                "Transfer-Encoding: chunked, chunked, chunked",
                "Transfer-Encoding: gzip, chunked, chunked",
                "Transfer-Encoding: chunked, gzip, chunked",
                "Transfer-Encoding: chunked;ext=val",
                "Transfer-Encoding: chunked ;",
                "Transfer-Encoding: chunked=",
                "Transfer-Encoding: ,, chunked",
                "Transfer-Encoding: chunked,,",
                "Transfer-Encoding: \"gzip\", chunked",
                "Transfer-Encoding: gzip\u00a0, chunked",
                "Transfer-Encoding: null",
                "Transfer-Encoding: chunked\u00a0",
                "Transfer-Encoding: chunked\u0085",
                "Transfer-Encoding: \u00e7hunked",
                "Transfer-Encoding: {chunked}",
                "Transfer-Encoding:\r\n\tchunked",
                "Transfer-Encoding:\r\n \r\n chunked",
                "Transfer-Encoding: chunked\r\n ,identity",
                "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x",
                "Transfer-Encoding: chunked\r\nX: y\r\nTransfer-Encoding:\r\nX: z")
            .map(field -> post("TE.TE", field, "0\r\n\r\n" + HIDDEN).refused());
    Stream<Duty> unknown =
        Stream.of(
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: cow , chunked",
                "Transfer-Encoding: xchunked, chunked",
                "Transfer-Encoding: gzip, deflate,\tchunked",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked")
            .map(field ->
                post("TE.TE", field, "0\r\n\r\n" + HIDDEN)
                    .refused(501, "transfer_coding_not_implemented")
                    .because("the body has an end, its coding is unknown: RFC 9112 6.1"));
    return Stream.concat(refused, unknown);
  }

  static Stream<Duty> lengthNames() {
    return Stream.of(
            "Content_Length: 41",
            "Content.Length: 41",
            "CONTENT_LENGTH: 41",
            "content^length: 41",
            "Content-Length : 41",
            "Content-Length\t: 41",
            " Content-Length: 41",
            "\tContent-Length: 41",
            "Content-Length\u000b: 41",
            "Content-Length\0: 41",
            "\0Content-Length: 41",
            "Content Length: 41",
            "Content-Length\r\n : 41",
            "Content-Length:\r\n 41",
            "X: y\r\n Content-Length: 41",
            "X: y\rContent-Length: 41",
            "X: y\nContent-Length: 41",
            "Content-Length 41")
        .map(field -> post("0.CL", field, HIDDEN).refused());
  }

  static Stream<Duty> lengthValues() {
    Stream<Duty> refused =
        Stream.of(
                "4_1",
                "-0",
                "+41",
                "0x29",
                "051_",
                "4 1",
                "41 41",
                "41,",
                ",41",
                "41,41,41",
                "41, 0",
                "0, 41",
                "41;q=1",
                "41\u00a0",
                "\u00a041",
                "41\u0085",
                "4.1e1",
                "41L",
                "41\r",
                "41\0",
                "4294967337x",
                "\u00ef\u00bc\u0094\u00ef\u00bc\u0091",
                "999999999999999999999999999999999999999",
                "NaN",
                "41\r\nContent-Length: 0",
                "0\r\nContent-Length: 41",
                "41\r\nX: y\r\ncontent-length: 41",
                "41\r\nContent-Length:",
                "41\r\nContent-Length:41")
            .map(value -> post("CL.CL", "Content-Length: " + value, HIDDEN).refused());
    Stream<Duty> oneForm =
        Stream.of("041", "0000000000000041", "41\t", "\t41 ")
            .map(value ->
                post("CL.CL", "Content-Length: " + value, HIDDEN)
                    .originHas(
                        "POST / HTTP/1.1", "Host: shop.test", "Content-Length: 41", "", HIDDEN)
                    .because(
                        "digits are decimal (RFC 9110 8.6), and the origin has them in one form"));
    return Stream.concat(refused, oneForm);
  }

  static Stream<Duty> withoutLength() {
    String hidden = HIDDEN;
    return Stream.concat(
        Stream.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND")
            .flatMap(method ->
                Stream.of(
                    of(
                            "CL.0",
                            method + ": a body is a body",
                            method + " /a HTTP/1.1",
                            "Host: shop.test",
                            length(hidden),
                            "",
                            hidden)
                        .origin(answerTo(method))
                        .originHas(
                            method + " /a HTTP/1.1", "Host: shop.test", length(hidden), "", hidden),
                    of(
                            "TE.0",
                            method + ": chunks are a body",
                            method + " /a HTTP/1.1",
                            "Host: shop.test",
                            TE,
                            "",
                            "29",
                            hidden,
                            "0",
                            "",
                            "")
                        .origin(answerTo(method))
                        .originHas(
                            method + " /a HTTP/1.1",
                            "Host: shop.test",
                            TE,
                            "",
                            "29",
                            hidden,
                            "0",
                            "",
                            ""))),
        Stream.of(
            of(
                    "0.CL",
                    "what follows no body is a request, seen by everybody",
                    "POST /a HTTP/1.1",
                    "Host: shop.test",
                    "",
                    hidden)
                .answers(2)
                .originHasAll(lines("POST /a HTTP/1.1", "Host: shop.test", "", ""), hidden),
            of(
                    "CL.0",
                    "OPTIONS for the gateway itself closes over a body that it does not read",
                    "OPTIONS * HTTP/1.1",
                    "Host: shop.test",
                    length(hidden),
                    "",
                    hidden)
                .originHasNothing()
                .clientHasLine("connection: close")));
  }

  private static String answerTo(String method) {
    return method.equals("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" : Scene.OK;
  }

  static Stream<Duty> expectations() {
    String body = HIDDEN;
    Stream<Duty> failed =
        Stream.of(
                "y 100-continue",
                "100-continue, 100-continue",
                "100-continue, x",
                ",100-continue",
                "100-continue;a=b",
                "\"100-continue\"",
                "100",
                "100-continuE\u00a0",
                "",
                "x",
                "100-continue\r\nExpect: 100-continue")
            .map(value ->
                of(
                        "Expect",
                        printable(value),
                        "POST / HTTP/1.1",
                        "Host: shop.test",
                        "Expect: " + value,
                        length(body),
                        "",
                        body)
                    .refused(417, "expectation_failed"));
    Stream<Duty> malformed =
        Stream.of(
                "Expect : 100-continue",
                "Expect\r\n: 100-continue",
                "Expect:\r\n 100-continue",
                "\u000bExpect: 100-continue",
                "Expect\0: 100-continue")
            .map(field ->
                of(
                        "Expect",
                        printable(field),
                        "POST / HTTP/1.1",
                        "Host: shop.test",
                        field,
                        length(body),
                        "",
                        body)
                    .refused());
    return Stream.of(
            failed,
            malformed,
            Stream.of(
                of(
                        "Expect",
                        "the body that comes at once is the body",
                        "POST / HTTP/1.1",
                        "Host: shop.test",
                        "Expect: 100-Continue",
                        length(body),
                        "",
                        body)
                    .originHas(
                        "POST / HTTP/1.1",
                        "Host: shop.test",
                        "Expect: 100-Continue",
                        length(body),
                        "",
                        body),
                of(
                        "Expect",
                        "nothing is expected where nothing follows",
                        "GET / HTTP/1.1",
                        "Host: shop.test",
                        "Expect: 100-continue",
                        "",
                        HIDDEN)
                    .answers(2)
                    .originHasAll(lines(GET), HIDDEN),
                of(
                        "Expect",
                        "nothing is expected where no bytes follow",
                        "POST / HTTP/1.1",
                        "Host: shop.test",
                        "Expect: 100-continue",
                        "Content-Length: 0",
                        "",
                        "")
                    .originHas("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 0", "", "")))
        .flatMap(rows -> rows);
  }

  static Stream<Duty> chunkLines() {
    String size = Integer.toHexString(HIDDEN.length());
    return Stream.of(
            chunks("TERM.EXT", "2;\nxx", size, HIDDEN, "0", "", ""),
            chunks("TERM.EXT", "2;a=\nxx", size, HIDDEN, "0", "", ""),
            chunks("EXT.TERM", "2;\rxx", size, HIDDEN, "0", "", ""),
            chunks("EXT.TERM", "2;a=\"\nxx\"", size, HIDDEN, "0", "", ""),
            chunks("TERM.SPILL", "5", "AAAAA0", "", HIDDEN),
            chunks("TERM.SPILL", "5", "AAAAA\n0", "", HIDDEN),
            chunks("SPILL.TERM", "5", "AAAAAXX\n0", "", HIDDEN),
            chunks("ONE.TWO", "5", "AAAAA\nX0", "", HIDDEN),
            chunks("TWO.ONE", "5", "AAAAAXX0", "", HIDDEN),
            chunks("TWO.TWO", "5", "AAAAA\r\r0", "", HIDDEN),
            chunks("TWO.TWO", "5", "AAAAA\n\r0", "", HIDDEN),
            chunks("chunk line", "5\r\r\nAAAAA", "0", "", HIDDEN),
            chunks("chunk line", "5;a\r\r\nAAAAA", "0", "", HIDDEN),
            chunks("chunk line", "5\nAAAAA", "0", "", HIDDEN),
            chunks("chunk line", "5\n\rAAAAA", "0", "", HIDDEN),
            chunks("chunk line", "\r\n5", "AAAAA", "0", "", HIDDEN),
            chunks("chunk line", "5", "AAAAA", "", "0", "", HIDDEN),
            chunks("chunk extension", "5;\0ext", "AAAAA", "0", "", HIDDEN),
            chunks("chunk extension", "5;\u0001", "AAAAA", "0", "", HIDDEN),
            chunks("chunk extension", "5;a\u007f", "AAAAA", "0", "", HIDDEN),
            chunks("chunk extension", "5 ; a=b", "AAAAA", "0", "", HIDDEN),
            chunks("chunk extension", "0 ;a", "", HIDDEN),
            chunks("chunk size", "0_5", "AAAAA", "0", "", HIDDEN),
            chunks("chunk size", "0X5", "AAAAA", "0", "", HIDDEN),
            chunks("chunk size", "-0", "", HIDDEN),
            chunks("chunk size", "00x0", "", HIDDEN),
            chunks("chunk size", "0.0", "", HIDDEN),
            chunks("chunk size", "100000005\0", "AAAAA", "0", "", HIDDEN),
            chunks("chunk size", "10000000000000000", "", HIDDEN),
            chunks("chunk size", "FFFFFFFFFFFFFFFF", "", HIDDEN),
            chunks("chunk size", "8000000000000000", "", HIDDEN),
            chunks("chunk size", "\u00ef\u00bc\u0095", "AAAAA", "0", "", HIDDEN),
            chunks("chunk size", "5\u00a0", "AAAAA", "0", "", HIDDEN),
            chunks("chunk size", "0000000000000000000", "", HIDDEN))
        .map(Duty::refused);
  }

  private static Duty chunks(String way, String... lines) {
    return Duty.of(way, printable(lines(lines).replace(HIDDEN, "*"))).chunks(lines);
  }

  static Stream<Duty> trailers() {
    return Stream.of(
        chunks("TERM.TRAIL", "0", "X: y\n" + HIDDEN).refused(),
        chunks("TRAIL.TERM", "0", "\n" + HIDDEN).refused(),
        chunks("TRAIL.TERM", "0", "X: y\n").refused(),
        chunks("TRAIL.TERM", "0", "\n").refused(),
        chunks("TRAIL.TERM", "0", "X: y\r\r\n", HIDDEN).refused(),
        chunks("trailers", "0", "X: \0", "", HIDDEN).refused(),
        chunks("trailers", "0", "Content_Length: 41", "", HIDDEN).refused(),
        chunks("trailers", "0", "X-Forwarded_For: 8.8.8.8", "", HIDDEN).refused(),
        chunks("trailers", lines("0", "a: b\r\n".repeat(200), "", ""))
            .refused(431, "request_header_too_large"),
        chunks(
                "trailers",
                "5",
                "hello",
                "0",
                "Authorization: Basic dTpw",
                "Cookie: a=b",
                "Proxy-Authorization: Basic dTpw",
                "Expect: 100-continue",
                "Host: evil.test",
                "X-Sum: 1",
                "",
                "")
            .originHasChunks("5", "hello", "0", "X-Sum: 1", "", ""));
  }

  static Stream<Duty> requestLines() {
    Stream<Duty> refused =
        Stream.of(
                "GET / HTTP/1.1\0",
                "GET / HTTP/1.1\t",
                "GET / HTTP/1.1 X",
                "GET / HTTP/1,1",
                "GET / HTTP/01.1",
                "GET / HTTP/1.01",
                "GET / HTTP/+1.1",
                "GET / HTTP/ 1.1",
                "GET / HTTP/1 1",
                "GET / HTTP /1.1",
                "GET / Http/1.1",
                "GET / HTTP\\1.1",
                "GET / XTTP/1.1",
                "GET / HTTPS/1.1",
                "GET / HTTP/1.1HTTP/1.1",
                "GET /\u000bHTTP/1.1",
                "GET /\u000cHTTP/1.1",
                "GET /\u0085HTTP/1.1",
                "GET /\u00a0HTTP/1.1",
                "GET\u000b/ HTTP/1.1",
                "GET\u00a0/ HTTP/1.1",
                "GET\0 / HTTP/1.1",
                "G\u00c9T / HTTP/1.1",
                "GET: / HTTP/1.1",
                "\"GET\" / HTTP/1.1",
                "GET /a\0b HTTP/1.1",
                "GET /\u00ed\u0095\u009c HTTP/1.1",
                "GET /a\u007fb HTTP/1.1",
                "GET ?a HTTP/1.1",
                "GET \\a HTTP/1.1",
                "GET ./a HTTP/1.1",
                "GET @evil.test/ HTTP/1.1",
                "GET :80/ HTTP/1.1",
                "GET http:/shop.test/ HTTP/1.1",
                "GET http:shop.test/ HTTP/1.1",
                "GET http://shop.test\\@evil.test/ HTTP/1.1",
                "GET http://shop.test:80:80/ HTTP/1.1",
                "GET http://shop.test%00.evil.test/ HTTP/1.1",
                "GET http://[::1/ HTTP/1.1",
                "GET ws://shop.test/ HTTP/1.1",
                "\r GET / HTTP/1.1",
                "\nGET / HTTP/1.1",
                "\rGET / HTTP/1.1",
                "\n\r\nGET / HTTP/1.1",
                "GET / HTTP/1.1\r",
                "GET / HTTP/1.1\n",
                "GET / HTTP/1.1\r\n\tX: y")
            .map(line ->
                of(
                        "request line",
                        printable(line),
                        line,
                        "Host: shop.test",
                        length(HIDDEN),
                        "",
                        HIDDEN)
                    .refused());
    return Stream.concat(
        refused,
        Stream.of(
            of(
                    "request line",
                    "a space behind the head begins no request",
                    "GET / HTTP/1.1",
                    "Host: shop.test",
                    "",
                    " " + HIDDEN)
                .answers(2)
                .originHasAll(lines(GET)),
            of(
                    "request line",
                    "a tab behind the head begins no request",
                    "GET / HTTP/1.1",
                    "Host: shop.test",
                    "",
                    "\t\r\n" + HIDDEN)
                .answers(2)
                .originHasAll(lines(GET)),
            of(
                    "request line",
                    "a bare LF behind a body begins no request",
                    "POST / HTTP/1.1",
                    "Host: shop.test",
                    "Content-Length: 2",
                    "",
                    "hi\n" + HIDDEN)
                .answers(2)
                .originHas("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 2", "", "hi"),
            of(
                    "request line",
                    "a method that is not known has no body of its own",
                    "CATS / HTTP/1.1",
                    "Host: shop.test",
                    length(HIDDEN),
                    "",
                    HIDDEN)
                .refused(501, "method_not_implemented")));
  }

  static Stream<Duty> hosts() {
    return Stream.of(
            "Host : shop.test",
            "Host\0: shop.test",
            "\0Host: shop.test",
            " Host: shop.test",
            "Host:\r\n shop.test",
            "Host: shop.test\r\nhOsT: shop.test",
            "Host: shop.test\r\nHost:",
            "Host:\r\nHost: shop.test",
            "Host: shop.test, evil.test",
            "Host: shop.test evil.test",
            "Host: shop.test\tevil.test",
            "Host: shop.test;evil.test",
            "Host: shop.test#evil.test",
            "Host: shop.test?evil.test",
            "Host: shop.test\\evil.test",
            "Host: http://shop.test",
            "Host: shop.test%00",
            "Host: shop%2etest",
            "Host: shop.test:80:80",
            "Host: shop.test:123456",
            "Host: shop.test:+80",
            "Host: :80",
            "Host: [::1%25eth0]",
            "Host: [::1].evil.test",
            "Host: [shop.test]",
            "Host: sh\u00f6p.test",
            "Host: \"shop.test\"")
        .map(field -> of("Host", printable(field), "GET / HTTP/1.1", field, "", "").refused());
  }

  static Stream<Duty> connections() {
    String[] body = {"POST / HTTP/1.1", "Host: shop.test", "Content-Length: 5", "", "hello"};
    return Stream.of(
        of(
                "WebSocket",
                "there is no tunnel where the origin did not change the protocol",
                "GET / HTTP/1.1",
                "Host: shop.test",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 777",
                "",
                HIDDEN)
            .origin("HTTP/1.1 426 Upgrade Required", "Content-Length: 0", "", "")
            .answers(2)
            .originHasAll(
                lines(
                    "GET / HTTP/1.1",
                    "Host: shop.test",
                    "Sec-WebSocket-Version: 777",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "",
                    ""),
                HIDDEN)
            .because("what follows is the next request, and seen by the gateway"),
        of(
                "h2c tunnel",
                "no change to HTTP/2 is passed on",
                "GET / HTTP/1.1",
                "Host: shop.test",
                "Upgrade: h2c",
                "Connection: Upgrade, HTTP2-Settings",
                "HTTP2-Settings: AAMAAABk",
                "",
                "")
            .originHasGet(),
        of(
                "Opossum",
                "no change to TLS is passed on",
                "GET / HTTP/1.1",
                "Host: shop.test",
                "Upgrade: TLS/1.0",
                "Connection: Upgrade",
                "",
                "")
            .originHasGet(),
        of(
                "hop by hop",
                "Connection takes no length away",
                "POST / HTTP/1.1",
                "Host: shop.test",
                "Connection: close, content-length , \tCONTENT-LENGTH",
                "Content-Length: 5",
                "",
                "hello")
            .originHas(body),
        of(
                "hop by hop",
                "Connection takes no cookie away",
                "GET / HTTP/1.1",
                "Host: shop.test",
                "Connection: Cookie",
                "Cookie: a=b",
                "",
                "")
            .originHasGet("Cookie: a=b"),
        of(
                "hop by hop",
                "a folded Connection is refused",
                "GET / HTTP/1.1",
                "Host: shop.test",
                "Connection:",
                " Content-Length",
                "",
                "")
            .refused(),
        of(
                "Keep-Alive",
                "HTTP/1.0 is kept open by nothing",
                "GET / HTTP/1.0",
                "Host: shop.test",
                "Connection: keep-alive",
                "",
                HIDDEN)
            .answers(2)
            .originHasAll(lines(GET)));
  }

  // As CGI and what comes of it reads them.
  static Stream<Duty> likeOtherNames() {
    Stream<Duty> refused =
        Stream.of(
                "X_Forwarded_For: 8.8.8.8",
                "x_forwarded-for: 8.8.8.8",
                "X.Forwarded.For: 8.8.8.8",
                "X-Forwarded_Host: evil.test",
                "X_FORWARDED_PROTO: https",
                "X_Request_Id: my-own-id-1",
                "Keep_Alive: timeout=5",
                "Proxy_Connection: keep-alive",
                "Max_Forwards: 0",
                "HTTP2_Settings: AAMAAABk")
            .map(field ->
                of("underscore", field, "GET / HTTP/1.1", "Host: shop.test", field, "", ""))
            .map(Duty::refused);
    return Stream.concat(
        refused,
        Stream.of(
            of(
                    "underscore",
                    "other names are their owners' business",
                    "GET / HTTP/1.1",
                    "Host: shop.test",
                    "user_id: 5",
                    "Accept_Language: ko",
                    "X_Forwarded_By: a",
                    "ContentLength: 5",
                    "Content--Length: 5",
                    "",
                    "")
                .originHasGet(
                    "user_id: 5",
                    "Accept_Language: ko",
                    "X_Forwarded_By: a",
                    "ContentLength: 5",
                    "Content--Length: 5")));
  }

  // ---- every byte in every place around the name and value of the coding (Smuggler) ----

  enum Place {
    BEFORE_VALUE(b -> "Transfer-Encoding:" + b + "chunked"),
    BEHIND_VALUE(b -> "Transfer-Encoding: chunked" + b),
    BEFORE_NAME(b -> b + "Transfer-Encoding: chunked"),
    BEHIND_NAME(b -> "Transfer-Encoding" + b + ": chunked");

    private final UnaryOperator<String> field;

    Place(UnaryOperator<String> field) {
      this.field = field;
    }
  }

  @ParameterizedTest
  @EnumSource
  void noByteHidesTheCodingFromOneOfTwo(Place place) throws Exception {
    for (int b :
        IntStream.concat(IntStream.range(0, 0x21), IntStream.range(0x7f, 0x100)).toArray()) {
      post(
              "TE.TE",
              place.field.apply(String.valueOf((char) b)) + "\r\nContent-Length: 5",
              "0\r\n\r\n" + HIDDEN)
          .refused()
          .play(SCENES);
    }
  }

  // ---- bodies that an origin leaves unread ----

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "OPTIONS"})
  @DisplayName("CL.0: where a body is unusual, the origin's connection has no second request")
  void unusualBodyEndsTheConnection(String method) throws Exception {
    assertThat(connectionsFor(method, length(HIDDEN), HIDDEN)).isEqualTo(2);
    assertThat(connectionsFor(method, TE, lines("29", HIDDEN, "0", "", ""))).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "PROPFIND"})
  void usualBodyKeepsTheConnection(String method) throws Exception {
    assertThat(connectionsFor(method, length(HIDDEN), HIDDEN)).isEqualTo(1);
  }

  private static int connectionsFor(String method, String framing, String body) throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(Scene.OK);
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      String head = lines(method + " /a HTTP/1.1", "Host: shop.test", framing, "", "");
      assertThat(client.send(head + body).answer().text()).isEqualTo("ok");
      assertThat(client.get("/b").answer().text()).isEqualTo("ok");
      assertThat(origin.requests()).hasSize(2);
      return origin.connections();
    }
  }

  @Test
  @DisplayName("Pause-based CL.0: an answer before the body ends both connections")
  void bodyBehindAnEarlyAnswerIsNobodys() throws Exception {
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              List<String> head = connection.awaitHead();
              connection.send("HTTP/1.1 301 Moved\r\nLocation: /a/\r\nContent-Length: 0\r\n\r\n");
              if (!head.isEmpty()) {
                // An origin that takes whatever comes next for a request.
                connection.awaitRequest();
              }
            });
        TestingGateway gateway = TestingGateway.start(TestingConfig.to(origin));
        TestingClient client = gateway.connect()) {
      client.send(lines("POST /a HTTP/1.1", "Host: shop.test", length(HIDDEN), "", ""));

      TestingClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(301);
      assertThat(answer.field("connection")).isEqualTo("close");
      client.send(HIDDEN);
      assertThat(client.closed()).isTrue();
      assertThat(origin.requests()).isEmpty();
    }
  }
}
