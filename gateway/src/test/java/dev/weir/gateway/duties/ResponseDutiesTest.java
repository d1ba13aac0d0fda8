package dev.weir.gateway.duties;

import static dev.weir.gateway.duties.Duty.http11;
import static dev.weir.gateway.duties.Duty.of;
import static dev.weir.gateway.duties.Duty.semantics;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an origin answers, and what the client then has of it.
class ResponseDutiesTest {
  @AutoClose private static final Scenes SCENES = new Scenes();

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "fields",
    "statuses",
    "interim",
    "withoutBody",
    "statusLines",
    "malformed",
    "framing",
    "chunks",
    "cutShort",
    "oldClients"
  })
  void isKept(Duty duty) throws Exception {
    duty.play(SCENES);
  }

  static Stream<Duty> fields() {
    return Stream.of(
        semantics("5.3", "fields of one name keep their order")
            .origin(
                "HTTP/1.1 200 OK",
                "Set-Cookie: a",
                "X-A: 1",
                "set-cookie: b",
                "Content-Length: 0",
                "",
                "")
            .clientHas(
                "HTTP/1.1 200 OK",
                "Set-Cookie: a",
                "X-A: 1",
                "set-cookie: b",
                "Content-Length: 0",
                "",
                ""),
        semantics("5.5", "bytes beyond ASCII pass as they are")
            .origin("HTTP/1.1 200 OK", "X-A: caf\u00e9", "Content-Length: 0", "", "")
            .clientHas("HTTP/1.1 200 OK", "X-A: caf\u00e9", "Content-Length: 0", "", ""),
        semantics("6.6.1", "Date is added where there is none")
            .clientHasLine(
                "date: [A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"),
        semantics("6.6.1", "Date passes where there is one")
            .origin(
                "HTTP/1.1 200 OK",
                "Date: Tue, 15 Nov 1994 08:12:31 GMT",
                "Content-Length: 0",
                "",
                "")
            .clientHas(
                "HTTP/1.1 200 OK",
                "Date: Tue, 15 Nov 1994 08:12:31 GMT",
                "Content-Length: 0",
                "",
                ""),
        semantics("7.6.1", "fields of the hop and those that Connection names end here")
            .origin(
                "HTTP/1.1 200 OK",
                "Connection: keep-alive, X-A",
                "Keep-Alive: timeout=5",
                "X-A: 1",
                "Proxy-Connection: keep-alive",
                "Upgrade: h2c",
                "X-B: 2",
                "Content-Length: 0",
                "",
                "")
            .clientHas("HTTP/1.1 200 OK", "X-B: 2", "Content-Length: 0", "", ""),
        semantics("7.6.1", "Connection cannot take away the length")
            .origin("HTTP/1.1 200 OK", "Connection: Content-Length", "Content-Length: 2", "", "ok")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok"),
        http11("9.6", "an origin that closes does not close the client")
            .originCloses("HTTP/1.1 200 OK", "Connection: close", "Content-Length: 2", "", "ok")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok"),
        semantics("11.6.1", "WWW-Authenticate passes untouched")
            .origin(
                "HTTP/1.1 401 Unauthorized",
                "WWW-Authenticate: Basic realm=\"a, b\"",
                "Content-Length: 0",
                "",
                "")
            .clientHas(
                "HTTP/1.1 401 Unauthorized",
                "WWW-Authenticate: Basic realm=\"a, b\"",
                "Content-Length: 0",
                "",
                ""),
        semantics("10.2.1", "Allow passes untouched")
            .origin("HTTP/1.1 405 Method Not Allowed", "Allow: ", "Content-Length: 0", "", "")
            .clientHas("HTTP/1.1 405 Method Not Allowed", "Allow: ", "Content-Length: 0", "", ""),
        semantics("7.7", "content and its coding pass untouched")
            .origin(
                "HTTP/1.1 200 OK",
                "Content-Encoding: gzip",
                "ETag: \"1\"",
                "Content-Length: 3",
                "",
                "\u001f\u008b\u0000")
            .clientHas(
                "HTTP/1.1 200 OK",
                "Content-Encoding: gzip",
                "ETag: \"1\"",
                "Content-Length: 3",
                "",
                "\u001f\u008b\u0000"),
        of("RFC 9209 2", "Proxy-Status of the hops before stays")
            .origin(
                "HTTP/1.1 502 Bad Gateway",
                "Proxy-Status: inner;error=dns_error",
                "Content-Length: 0",
                "",
                "")
            .clientHas(
                "HTTP/1.1 502 Bad Gateway",
                "Proxy-Status: inner;error=dns_error",
                "Content-Length: 0",
                "",
                ""));
  }

  static Stream<Duty> statuses() {
    return Stream.of(
            "226 IM Used",
            "299 Own",
            "404 Gone fishing",
            "451 ",
            "500 Internal Server Error",
            "599 X",
            "799 Beyond")
        .map(status ->
            semantics("15", "the origin's own answer passes: " + status)
                .origin("HTTP/1.1 " + status, "Content-Length: 2", "", "no")
                .clientHas("HTTP/1.1 " + status, "Content-Length: 2", "", "no"));
  }

  static Stream<Duty> interim() {
    return Stream.of(
        semantics("15.2", "100 that nobody asked for passes")
            .origin("HTTP/1.1 100 Continue", "", Scene.OK)
            .clientHas("HTTP/1.1 100 Continue", "", Scene.OK),
        of("RFC 8297 2", "103 passes with its fields")
            .origin("HTTP/1.1 103 Early Hints", "Link: </a.css>; rel=preload", "", Scene.OK)
            .clientHas("HTTP/1.1 103 Early Hints", "Link: </a.css>; rel=preload", "", Scene.OK),
        semantics("15.2", "several interim answers pass in their order")
            .origin(
                "HTTP/1.1 102 Processing",
                "",
                "HTTP/1.1 103 Early Hints",
                "Link: a",
                "",
                "HTTP/1.1 103 Early Hints",
                "Link: b",
                "",
                Scene.OK)
            .clientHas(
                "HTTP/1.1 102 Processing",
                "",
                "HTTP/1.1 103 Early Hints",
                "Link: a",
                "",
                "HTTP/1.1 103 Early Hints",
                "Link: b",
                "",
                Scene.OK),
        semantics("15.2", "an interim answer that is not known passes")
            .origin("HTTP/1.1 199 Own", "X-A: 1", "", Scene.OK)
            .clientHas("HTTP/1.1 199 Own", "X-A: 1", "", Scene.OK),
        semantics("7.6.1", "fields of the hop end here in interim answers too")
            .origin(
                "HTTP/1.1 103 Early Hints",
                "Connection: X-A",
                "X-A: 1",
                "Keep-Alive: timeout=1",
                "Link: a",
                "",
                Scene.OK)
            .clientHas("HTTP/1.1 103 Early Hints", "Link: a", "", Scene.OK),
        semantics("8.6", "an interim answer has no length")
            .origin("HTTP/1.1 103 Early Hints", "Content-Length: 5", "Link: a", "", Scene.OK)
            .clientHas("HTTP/1.1 103 Early Hints", "Link: a", "", Scene.OK),
        http11("6.1", "an interim answer has no transfer coding")
            .origin(
                "HTTP/1.1 103 Early Hints", "Transfer-Encoding: chunked", "Link: a", "", Scene.OK)
            .clientHas("HTTP/1.1 103 Early Hints", "Link: a", "", Scene.OK),
        semantics("15.2", "HTTP/1.0 has no interim answers")
            .client("GET / HTTP/1.0", "Host: shop.test", "", "")
            .origin("HTTP/1.1 103 Early Hints", "Link: a", "", Scene.OK)
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "connection: close", "", "ok"),
        semantics("15.2.2", "101 that nobody asked for is 502")
            .origin("HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: x", "", "")
            .answered(502, "http_upgrade_failed"));
  }

  static Stream<Duty> withoutBody() {
    return Stream.of(
        semantics("9.3.2", "an answer to HEAD has the length of the answer to GET, and no body")
            .client("HEAD / HTTP/1.1", "Host: shop.test", "", "")
            .origin("HTTP/1.1 200 OK", "Content-Length: 500", "", "")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 500", "", ""),
        semantics("9.3.2", "an answer to HEAD may have no length")
            .client("HEAD / HTTP/1.1", "Host: shop.test", "", "")
            .origin("HTTP/1.1 200 OK", "X-A: 1", "", "")
            .clientHas("HTTP/1.1 200 OK", "X-A: 1", "", ""),
        http11("6.3", "an answer to HEAD in chunks has none")
            .client("HEAD / HTTP/1.1", "Host: shop.test", "", "")
            .origin("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "X-A: 1", "", "")
            .clientHas("HTTP/1.1 200 OK", "X-A: 1", "", ""),
        http11("6.3", "a body behind an answer to HEAD is nobody's")
            .client("HEAD / HTTP/1.1", "Host: shop.test", "", "")
            .origin("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "", ""),
        semantics("15.3.5", "204 has no body and no length")
            .origin("HTTP/1.1 204 No Content", "Content-Length: 0", "X-A: 1", "", "")
            .clientHas("HTTP/1.1 204 No Content", "X-A: 1", "", ""),
        http11("6.3", "a body behind 204 is nobody's")
            .origin("HTTP/1.1 204 No Content", "Content-Length: 2", "", "ok")
            .clientHas("HTTP/1.1 204 No Content", "", ""),
        http11("6.1", "204 has no transfer coding")
            .origin("HTTP/1.1 204 No Content", "Transfer-Encoding: chunked", "", "0", "", "")
            .clientHas("HTTP/1.1 204 No Content", "", ""),
        semantics("15.4.5", "304 has the length of what it stands for, and no body")
            .get("If-None-Match: \"1\"")
            .origin("HTTP/1.1 304 Not Modified", "ETag: \"1\"", "Content-Length: 500", "", "")
            .clientHas("HTTP/1.1 304 Not Modified", "ETag: \"1\"", "Content-Length: 500", "", ""));
  }

  static Stream<Duty> statusLines() {
    return Stream.of(
        http11("2.3", "the version is ours, whatever the origin's is")
            .originCloses("HTTP/1.0 200 OK", "Content-Length: 2", "", "ok")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok"),
        http11("2.3", "a higher minor version is read as 1.1")
            .origin("HTTP/1.7 200 OK", "Content-Length: 2", "", "ok")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok"),
        http11("4", "the reason may be empty")
            .origin("HTTP/1.1 200 ", "Content-Length: 0", "", "")
            .clientHas("HTTP/1.1 200 ", "Content-Length: 0", "", ""),
        http11("4", "the space before an empty reason is mended")
            .origin("HTTP/1.1 200", "Content-Length: 0", "", "")
            .clientHas("HTTP/1.1 200 ", "Content-Length: 0", "", ""),
        http11("4", "the reason is the origin's")
            .origin("HTTP/1.1 200 All \u00e9 right", "Content-Length: 0", "", "")
            .clientHas("HTTP/1.1 200 All \u00e9 right", "Content-Length: 0", "", ""),
        http11("4", "a control character in the reason is left out")
            .origin("HTTP/1.1 200 O\u0001K", "Content-Length: 0", "", "")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 0", "", ""));
  }

  static Stream<Duty> malformed() {
    return Stream.of(
            http11("4", "what is no status line").origin("SSH-2.0-OpenSSH_9.2p1 Debian", "", ""),
            http11("4", "another major version").origin("HTTP/2.0 200 OK", "", ""),
            http11("4", "a status of two digits").origin("HTTP/1.1 20 OK", "", ""),
            http11("4", "a status of four digits").origin("HTTP/1.1 2000 OK", "", ""),
            http11("4", "a status below 100").origin("HTTP/1.1 099 Low", "", ""),
            http11("4", "a status that is no number").origin("HTTP/1.1 2x0 OK", "", ""),
            http11("4", "two spaces").origin("HTTP/1.1  200 OK", "", ""),
            http11("2.2", "a bare CR in the status line").origin("HTTP/1.1 200 O\rK", "", ""),
            http11("2.2", "lines that end in a bare LF")
                .origin("HTTP/1.1 200 OK\nContent-Length: 0\n\n"),
            http11("5", "a line without a colon").origin("HTTP/1.1 200 OK", "junk", "", ""),
            http11("5", "no name").origin("HTTP/1.1 200 OK", ": 1", "", ""),
            http11("5.2", "folding before the first field")
                .origin("HTTP/1.1 200 OK", " X: 1", "", ""),
            semantics("5.5", "NUL in a value").origin("HTTP/1.1 200 OK", "X-A: \0", "", ""),
            semantics("5.5", "a bare CR in a value")
                .origin("HTTP/1.1 200 OK", "X-A: 1\rX-B: 2", "", ""),
            http11("6.3", "a length that is no number")
                .origin("HTTP/1.1 200 OK", "Content-Length: 2x", "", "ok"),
            http11("6.3", "a negative length")
                .origin("HTTP/1.1 200 OK", "Content-Length: -2", "", "ok"),
            http11("6.3", "a length with a sign")
                .origin("HTTP/1.1 200 OK", "Content-Length: +2", "", "ok"),
            http11("6.3", "an empty length")
                .origin("HTTP/1.1 200 OK", "Content-Length: ", "", "ok"),
            http11("6.3", "a length beyond all numbers")
                .origin("HTTP/1.1 200 OK", "Content-Length: 18446744073709551618", "", "ok"),
            http11("6.3", "two lengths")
                .origin("HTTP/1.1 200 OK", "Content-Length: 2", "Content-Length: 3", "", "ok!"),
            http11("6.3", "a list of two lengths")
                .origin("HTTP/1.1 200 OK", "Content-Length: 2, 3", "", "ok!"))
        .map(duty -> duty.answered(502, "http_protocol_error"));
  }

  static Stream<Duty> framing() {
    return Stream.of(
        http11("5.1", "white space before the colon is taken away")
            .origin("HTTP/1.1 200 OK", "X-A : 1", "Content-Length \t: 2", "", "ok")
            .clientHas("HTTP/1.1 200 OK", "X-A: 1", "Content-Length: 2", "", "ok"),
        http11("5.2", "obsolete folding becomes spaces")
            .origin("HTTP/1.1 200 OK", "X-A: 1", "\t2", "  3", "Content-Length: 2", "", "ok")
            .clientHas("HTTP/1.1 200 OK", "X-A: 1  \t2    3", "Content-Length: 2", "", "ok"),
        http11("6.3", "one length said twice is said once")
            .origin("HTTP/1.1 200 OK", "Content-Length: 2", "X-A: 1", "content-length: 2", "", "ok")
            .clientHas("HTTP/1.1 200 OK", "X-A: 1", "content-length: 2", "", "ok"),
        semantics("8.6", "one length in a list is said once")
            .origin("HTTP/1.1 200 OK", "Content-Length: 2, 2", "", "ok")
            .clientHas("HTTP/1.1 200 OK", "content-length: 2", "", "ok"),
        http11("6.3", "chunks win over a length, which goes")
            .origin(
                "HTTP/1.1 200 OK",
                "Content-Length: 99",
                "Transfer-Encoding: chunked",
                "",
                "2",
                "ok",
                "0",
                "",
                "")
            .clientHas("HTTP/1.1 200 OK", "transfer-encoding: chunked", "", "2", "ok", "0", "", ""),
        http11("6.1", "a coding that is not known is 502")
            .origin("HTTP/1.1 200 OK", "Transfer-Encoding: gzip, chunked", "", "0", "", "")
            .answered(502, "http_response_transfer_coding"),
        http11("6.1", "chunked twice is 502")
            .origin(
                "HTTP/1.1 200 OK",
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked",
                "",
                "0",
                "",
                "")
            .answered(502, "http_response_transfer_coding"),
        http11("6.1", "chunks in HTTP/1.0 are 502")
            .origin("HTTP/1.0 200 OK", "Transfer-Encoding: chunked", "", "0", "", "")
            .answered(502, "http_response_transfer_coding"),
        http11("6.3", "a body without a length ends with its connection, and comes in chunks")
            .originCloses("HTTP/1.1 200 OK", "X-A: 1", "", "all of it")
            .clientHas(
                "HTTP/1.1 200 OK",
                "X-A: 1",
                "transfer-encoding: chunked",
                "",
                "9",
                "all of it",
                "0",
                "",
                ""),
        http11("6.3", "a body of HTTP/1.0 without a length comes in chunks")
            .originCloses("HTTP/1.0 200 OK", "X-A: 1", "", "all of it")
            .clientHas(
                "HTTP/1.1 200 OK",
                "X-A: 1",
                "transfer-encoding: chunked",
                "",
                "9",
                "all of it",
                "0",
                "",
                ""),
        http11("6.3", "what an origin says beyond its answer is nobody's")
            .client(
                "GET /1 HTTP/1.1",
                "Host: shop.test",
                "",
                "GET /2 HTTP/1.1",
                "Host: shop.test",
                "",
                "")
            .answers(2)
            .origin(Scene.OK + "HTTP/1.1 200 Evil", "Content-Length: 0", "", "")
            .clientHas(Scene.OK + Scene.OK));
  }

  static Stream<Duty> chunks() {
    return Stream.of(
        http11("7.1", "chunks pass as chunks")
            .origin("HTTP/1.1 200 OK", "Transfer-Encoding: Chunked", "", "002", "ok", "0", "", "")
            .clientHas("HTTP/1.1 200 OK", "transfer-encoding: chunked", "", "2", "ok", "0", "", ""),
        http11("7.1.1", "extensions of chunks end here")
            .origin(
                "HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "2;a=b", "ok", "0;c", "", "")
            .clientHas("HTTP/1.1 200 OK", "transfer-encoding: chunked", "", "2", "ok", "0", "", ""),
        http11("7.1.2", "trailers pass, in their order")
            .origin(
                "HTTP/1.1 200 OK",
                "Trailer: X-Sum",
                "Transfer-Encoding: chunked",
                "",
                "2",
                "ok",
                "0",
                "X-Sum: 1",
                "grpc-status: 0",
                "X-Sum: 2",
                "",
                "")
            .clientHas(
                "HTTP/1.1 200 OK",
                "Trailer: X-Sum",
                "transfer-encoding: chunked",
                "",
                "2",
                "ok",
                "0",
                "X-Sum: 1",
                "grpc-status: 0",
                "X-Sum: 2",
                "",
                ""),
        semantics("6.5.1", "trailers that frame or describe the message end here")
            .origin(
                "HTTP/1.1 200 OK",
                "Transfer-Encoding: chunked",
                "",
                "0",
                "Content-Length: 9",
                "Content-Type: a/b",
                "Trailer: x",
                "X-Sum: 1",
                "",
                "")
            .clientHas(
                "HTTP/1.1 200 OK", "transfer-encoding: chunked", "", "0", "X-Sum: 1", "", ""),
        http11("7.1", "an empty body in chunks is empty")
            .origin("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "0", "", "")
            .clientHas("HTTP/1.1 200 OK", "transfer-encoding: chunked", "", "0", "", ""));
  }

  // A client must not take what is cut short for the whole.
  static Stream<Duty> cutShort() {
    return Stream.of(
        http11("8", "a small answer to GET that is cut short is 502")
            .originCloses("HTTP/1.1 200 OK", "Content-Length: 5", "", "ok")
            .answered(502, "http_response_incomplete"),
        http11("8", "a small answer to GET in chunks that is cut short is 502")
            .originCloses("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "2", "ok", "")
            .answered(502, "http_response_incomplete"),
        http11("7.1", "a small answer to GET with a broken chunk is 502")
            .origin("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "2", "okay", "0", "", "")
            .answered(502, "http_response_transfer_coding"),
        http11("8", "an answer head that is cut short is 502")
            .originCloses("HTTP/1.1 200 OK", "Content-Le")
            .answered(502, "http_response_incomplete"),
        http11("8", "an answer to POST that is cut short stays short")
            .client("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 0", "", "")
            .originCloses("HTTP/1.1 200 OK", "Content-Length: 5", "", "ok")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 5", "", "ok"),
        http11("8", "an answer in chunks that is cut short has no last chunk")
            .client("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 0", "", "")
            .originCloses("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "2", "ok", "")
            .clientHas("HTTP/1.1 200 OK", "transfer-encoding: chunked", "", "2", "ok", ""),
        http11("8", "an answer that is cut short within its trailers has no last chunk")
            .client("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 0", "", "")
            .originCloses(
                "HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "2", "ok", "0", "X-A: 1", "")
            .clientHas("HTTP/1.1 200 OK", "transfer-encoding: chunked", "", "2", "ok", ""),
        http11("7.1", "an answer with a broken chunk has no last chunk")
            .client("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 0", "", "")
            .origin("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "2", "okay", "0", "", "")
            .clientHas("HTTP/1.1 200 OK", "transfer-encoding: chunked", "", "2", "ok", ""),
        http11("7.1", "an answer with a broken size has no last chunk")
            .client("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 0", "", "")
            .origin("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "2", "ok", "-1", "", "")
            .clientHas("HTTP/1.1 200 OK", "transfer-encoding: chunked", "", "2", "ok", ""),
        http11("8", "an answer that is cut short is reset where only the end would tell")
            .client("POST / HTTP/1.0", "Host: shop.test", "", "")
            .originCloses("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "2", "ok", "")
            .clientIsReset());
  }

  static Stream<Duty> oldClients() {
    return Stream.of(
        http11("9.3", "HTTP/1.0 gets no keep-alive")
            .client("GET / HTTP/1.0", "Host: shop.test", "Connection: keep-alive", "", "")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "connection: close", "", "ok"),
        http11("7.1", "HTTP/1.0 gets no chunks: the end of the connection is the end of the body")
            .client("GET / HTTP/1.0", "Host: shop.test", "", "")
            .origin(
                "HTTP/1.1 200 OK",
                "Transfer-Encoding: chunked",
                "",
                "2",
                "ok",
                "1",
                "!",
                "0",
                "X-A: 1",
                "",
                "")
            .clientHas("HTTP/1.1 200 OK", "connection: close", "", "ok!"),
        http11("6.3", "HTTP/1.0 gets a body without a length as it is")
            .client("GET / HTTP/1.0", "Host: shop.test", "", "")
            .originCloses("HTTP/1.0 200 OK", "", "all of it")
            .clientHas("HTTP/1.1 200 OK", "connection: close", "", "all of it"),
        http11("9.6", "a client that closes is told so")
            .get("Connection: close")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "connection: close", "", "ok"),
        http11("9.6", "nothing behind the last request is read")
            .client(
                "GET /1 HTTP/1.1",
                "Host: shop.test",
                "Connection: close",
                "",
                "GET /2 HTTP/1.1",
                "Host: shop.test",
                "",
                "")
            .answers(2)
            .originHas("GET /1 HTTP/1.1", "Host: shop.test", "", "")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "connection: close", "", "ok"));
  }
}
