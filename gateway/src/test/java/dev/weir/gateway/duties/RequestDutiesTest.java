package dev.weir.gateway.duties;

import static dev.weir.gateway.duties.Duty.http11;
import static dev.weir.gateway.duties.Duty.of;
import static dev.weir.gateway.duties.Duty.semantics;

import dev.weir.gateway.config.ServiceConfig.HostPolicy;
import dev.weir.gateway.testing.TestingConfig;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client sends, and what the origin then has of it.
class RequestDutiesTest {
  private static final UnaryOperator<TestingConfig> OWN_HOST =
      config -> config.service("host", HostPolicy.ORIGIN);

  @AutoClose private static final Scenes SCENES = new Scenes();

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "fields",
    "hopByHop",
    "host",
    "targets",
    "requestLines",
    "methods",
    "maxForwards",
    "bodies",
    "limits"
  })
  void isKept(Duty duty) throws Exception {
    duty.play(SCENES);
  }

  static Stream<Duty> fields() {
    return Stream.of(
        semantics("5.1", "a field that is not known passes as it is")
            .get("x-UnKnown: a;b=\"c\"")
            .originHasGet("x-UnKnown: a;b=\"c\""),
        semantics("5.3", "fields of one name keep their order")
            .get("X-A: 1", "X-B: 2", "x-a: 3", "X-A: 4")
            .originHasGet("X-A: 1", "X-B: 2", "x-a: 3", "X-A: 4"),
        semantics("5.5", "white space around a value is no part of it")
            .get("X-A:\t 1 2 \t", "X-B:3")
            .originHasGet("X-A: 1 2", "X-B: 3"),
        semantics("5.5", "an empty value passes")
            .get("X-A:", "X-B: 1")
            .originHasGet("X-A: ", "X-B: 1"),
        semantics("5.5", "bytes beyond ASCII in a value pass as they are")
            .get("X-A: caf\u00e9 \u00ff")
            .originHasGet("X-A: caf\u00e9 \u00ff"),
        semantics("5.5", "NUL in a value is refused").get("X-A: 1\0002").refused(),
        semantics("5.5", "a bare CR in a value is refused").get("X-A: 1\rX-B: 2").refused(),
        semantics("5.5", "a control character in a value is refused")
            .get("X-A: 1\u000b2")
            .refused(),
        semantics("5.5", "DEL in a value is refused").get("X-A: 1\u007f2").refused(),
        semantics("5.6.2", "a name with a space is refused").get("X A: 1").refused(),
        semantics("5.6.2", "a name with bytes beyond ASCII is refused")
            .get("X-\u00e9: 1")
            .refused(),
        semantics("5.6.2", "no name is refused").get(": 1").refused(),
        http11("2.2", "white space before the first field is refused")
            .client("GET / HTTP/1.1", " Host: shop.test", "", "")
            .refused(),
        http11("5", "a line without a colon is refused").get("X-A").refused(),
        http11("5.1", "white space before the colon is refused").get("X-A : 1").refused(),
        http11("5.1", "a tab before the colon is refused").get("X-A\t: 1").refused(),
        http11("5.2", "obsolete folding is refused").get("X-A: 1", " 2").refused(),
        http11("5.2", "obsolete folding by a tab is refused").get("X-A: 1", "\t2").refused(),
        semantics("11.6.2", "Authorization passes untouched")
            .get("Authorization: Basic dTpw", "Proxy-Authorization: Basic cTpw")
            .originHasGet("Authorization: Basic dTpw", "Proxy-Authorization: Basic cTpw"),
        semantics("13.1", "conditions pass untouched")
            .get("If-None-Match: W/\"1\", \"2\"", "If-Modified-Since: junk")
            .originHasGet("If-None-Match: W/\"1\", \"2\"", "If-Modified-Since: junk"),
        semantics("14.2", "Range passes untouched")
            .get("Range: bytes=0-1,5-")
            .originHasGet("Range: bytes=0-1,5-"),
        of("RFC 9218 4", "Priority passes untouched")
            .get("Priority: u=1")
            .originHasGet("Priority: u=1"));
  }

  static Stream<Duty> hopByHop() {
    return Stream.of(
        semantics("7.6.1", "fields that Connection names end here, in any case")
            .get("Connection: x-a, X-B", "X-A: 1", "x-b: 2", "X-C: 3")
            .originHasGet("X-C: 3"),
        semantics("7.6.1", "fields that a second Connection names end here")
            .get("Connection: keep-alive", "Connection: X-A", "X-A: 1", "X-B: 2")
            .originHasGet("X-B: 2"),
        semantics("7.6.1", "fields that stand beside close in Connection end here")
            .get("Connection: close, X-A", "X-A: 1", "X-B: 2")
            .originHasGet("X-B: 2"),
        semantics("7.6.1", "empty elements of Connection name nothing")
            .get("Connection: , ,X-A,", "X-A: 1", "X-B: 2")
            .originHasGet("X-B: 2"),
        semantics("7.6.1", "fields of the hop end here even if Connection does not name them")
            .get(
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "TE: trailers",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABk",
                "X-A: 1")
            .originHasGet("X-A: 1"),
        semantics("7.6.1", "Connection cannot take away what the message lives by")
            .client(
                "POST / HTTP/1.1",
                "Connection: Host, Content-Length, Cookie, Authorization",
                "Host: shop.test",
                "Content-Length: 2",
                "Cookie: a=b",
                "Authorization: c",
                "",
                "hi")
            .originHas(
                "POST / HTTP/1.1",
                "Host: shop.test",
                "Content-Length: 2",
                "Cookie: a=b",
                "Authorization: c",
                "",
                "hi"),
        semantics("7.6.1", "Connection cannot take away who the client is")
            .get("Connection: X-Forwarded-For, Forwarded, Via, X-Request-Id, traceparent")
            .originHasLine("X-Forwarded-For: 127\\.0\\.0\\.1")
            .originHasLine("Forwarded: for=127\\.0\\.0\\.1;.*")
            .originHasLine("Via: 1\\.1 weir-.*")
            .originHasLine("X-Request-Id: .*")
            .originHasLine("traceparent: .*"),
        semantics("7.8", "a change to a protocol that we do not know is not passed on")
            .get("Connection: Upgrade", "Upgrade: irc/6.9", "X-A: 1")
            .originHasGet("X-A: 1"),
        semantics("10.1.4", "TE ends here").get("Connection: TE", "TE: trailers").originHasGet(),
        semantics("7.6.3", "Via is added behind those of the hops before")
            .get("Via: 1.0 fred, 1.1 p.example.net")
            .originHasGet("Via: 1.0 fred, 1.1 p.example.net")
            .originHasLine("Via: 1\\.1 weir-[0-9a-f]{8}"),
        semantics("7.6.3", "Via tells the version that came")
            .client("GET / HTTP/1.0", "Host: shop.test", "", "")
            .originHasLine("Via: 1\\.0 weir-[0-9a-f]{8}"));
  }

  static Stream<Duty> host() {
    return Stream.of(
        semantics("7.2", "Host passes with its port, and in its case")
            .client("GET / HTTP/1.1", "Host: Shop.Test:8443", "", "")
            .originHasLine("Host: Shop\\.Test:8443")
            .originHasLine("X-Forwarded-Host: Shop\\.Test:8443"),
        semantics("7.2", "Host may be an address")
            .client("GET / HTTP/1.1", "Host: [::1]:80", "", "")
            .originHasLine("Host: \\[::1\\]:80")
            .originHasLine("Forwarded: for=127\\.0\\.0\\.1;host=\"\\[::1\\]:80\";proto=http"),
        semantics("7.2", "Host comes first, wherever it stood")
            .client("GET / HTTP/1.1", "X-A: 1", "Host: shop.test", "", "")
            .originHas("GET / HTTP/1.1", "Host: shop.test", "X-A: 1", "", ""),
        semantics("7.2", "an empty Host becomes the origin's")
            .client("GET / HTTP/1.1", "Host:", "", "")
            .originHasLine("Host: 127\\.0\\.0\\.1:[0-9]+"),
        semantics("7.2", "the origin has its own name where the policy says so")
            .with(OWN_HOST)
            .get()
            .originHasLine("Host: 127\\.0\\.0\\.1:[0-9]+")
            .originHasLine("X-Forwarded-Host: shop\\.test"),
        http11("3.2", "no Host is refused").client("GET / HTTP/1.1", "X-A: 1", "", "").refused(),
        http11("3.2", "no fields at all are refused").client("GET / HTTP/1.1", "", "").refused(),
        http11("3.2", "two Hosts are refused").get("Host: shop.test").refused(),
        http11("3.2", "two different Hosts are refused").get("Host: other.test").refused(),
        http11("3.2", "a list is no Host")
            .client("GET / HTTP/1.1", "Host: a.test, b.test", "", "")
            .refused(),
        http11("3.2", "a user is no part of Host")
            .client("GET / HTTP/1.1", "Host: u@shop.test", "", "")
            .refused(),
        http11("3.2", "a path is no part of Host")
            .client("GET / HTTP/1.1", "Host: shop.test/a", "", "")
            .refused(),
        http11("3.2", "a port is a number")
            .client("GET / HTTP/1.1", "Host: shop.test:8a", "", "")
            .refused(),
        http11("3.2", "a bracket is closed")
            .client("GET / HTTP/1.1", "Host: [::1", "", "")
            .refused(),
        http11("3.2", "HTTP/1.0 needs no Host")
            .client("GET /a HTTP/1.0", "X-A: 1", "", "")
            .originHasLine("GET /a HTTP/1\\.1")
            .originHasLine("Host: 127\\.0\\.0\\.1:[0-9]+"));
  }

  static Stream<Duty> targets() {
    return Stream.of(
        http11("3.2.1", "path and query pass as they were sent")
            .target("/a%2Fb/./c//d;e=f?g=%20h?i&j[]=\"k\"")
            .originHasLine("GET /a%2Fb/\\./c//d;e=f\\?g=%20h\\?i&j\\[\\]=\"k\" HTTP/1\\.1"),
        http11("3.2.1", "dot segments pass as they were sent")
            .target("/a/%2e%2E/b/../c")
            .originHasLine("GET /a/%2e%2E/b/\\.\\./c HTTP/1\\.1"),
        http11("3.2.1", "an empty query passes")
            .target("/a?")
            .originHasLine("GET /a\\? HTTP/1\\.1"),
        http11("3.2", "a fragment is refused").target("/a#b").refused(),
        http11("3.2", "a relative target is refused").target("a/b").refused(),
        http11("3.2.2", "the host of an absolute target wins over Host")
            .client("GET http://shop.test/a?b HTTP/1.1", "Host: other.test", "", "")
            .originHas("GET /a?b HTTP/1.1", "Host: shop.test", "", ""),
        http11("3.2.2", "an absolute target needs a Host beside it")
            .client("GET http://shop.test/ HTTP/1.1", "X-A: 1", "", "")
            .refused(),
        http11("3.2.2", "an absolute target does in HTTP/1.0 without")
            .client("GET http://shop.test/a HTTP/1.0", "", "")
            .originHasLine("Host: shop\\.test"),
        http11("3.2.1", "an absolute target without a path asks for the root")
            .target("http://shop.test")
            .originHasGet(),
        http11("3.2.1", "an absolute target without a path keeps its query")
            .target("http://shop.test?a=b")
            .originHas("GET /?a=b HTTP/1.1", "Host: shop.test", "", ""),
        http11("3.2.2", "the scheme may be in capitals")
            .target("HTTP://shop.test/a")
            .originHas("GET /a HTTP/1.1", "Host: shop.test", "", ""),
        http11("3.2.2", "another scheme is refused").target("ftp://shop.test/").refused(),
        semantics("4.2.4", "a user in an absolute target is refused")
            .target("http://u:p@shop.test/")
            .refused(),
        semantics("4.2.1", "an absolute target without a host is refused")
            .target("http:///a")
            .refused(),
        http11("3.2.3", "an authority is for CONNECT only").target("shop.test:80").refused(),
        http11("3.2.4", "the asterisk is for OPTIONS only").target("*").refused(),
        http11("3.2.4", "the asterisk asks the gateway itself")
            .client("OPTIONS * HTTP/1.1", "Host: shop.test", "", "")
            .originHasNothing()
            .clientHas(
                "HTTP/1.1 204 No Content",
                "allow: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
                "",
                ""),
        http11("3.2.4", "an absolute target of OPTIONS without a path is the asterisk")
            .client("OPTIONS http://shop.test HTTP/1.1", "Host: shop.test", "", "")
            .originHasNothing()
            .clientHasLine("HTTP/1\\.1 204 No Content"),
        semantics("9.3.7", "OPTIONS for a path goes to the origin")
            .client("OPTIONS /a HTTP/1.1", "Host: shop.test", "", "")
            .originHas("OPTIONS /a HTTP/1.1", "Host: shop.test", "", ""));
  }

  static Stream<Duty> requestLines() {
    return Stream.of(
        http11("2.2", "an empty line before the request is ignored")
            .client("", "GET / HTTP/1.1", "Host: shop.test", "", "")
            .originHasGet(),
        http11("2.2", "many empty lines before the request are refused")
            .client("", "", "", "", "", "GET / HTTP/1.1", "Host: shop.test", "", "")
            .refused(),
        http11("2.2", "lines that end in a bare LF are refused")
            .client("GET / HTTP/1.1\nHost: shop.test\n\n")
            .refused(),
        http11("2.2", "one line that ends in a bare LF is refused").get("X-A: 1\nX-B: 2").refused(),
        http11("2.2", "an empty line that ends in a bare LF is refused")
            .client("GET / HTTP/1.1", "Host: shop.test", "\nX")
            .refused(),
        http11("2.3", "a higher minor version is read as 1.1, and the origin has ours")
            .client("GET / HTTP/1.2", "Host: shop.test", "", "")
            .originHasGet(),
        http11("2.3", "a higher minor version keeps its connection")
            .client("GET / HTTP/1.9", "Host: shop.test", "", "")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok"),
        semantics("15.6.6", "HTTP/2 in the midst of HTTP/1.1 is 505")
            .client("GET / HTTP/1.1", "Host: shop.test", "", "PRI * HTTP/2.0", "", "SM", "", "")
            .answers(2)
            .originHasGet()
            .clientHasLine("okHTTP/1\\.1 505 HTTP Version Not Supported"),
        semantics("15.6.6", "version 0.9 is 505")
            .client("GET / HTTP/0.9", "Host: shop.test", "", "")
            .refused(505, "http_version_not_supported"),
        http11("2.3", "no version is refused").client("GET /", "Host: shop.test", "", "").refused(),
        http11("2.3", "the name of the protocol is in capitals")
            .client("GET / http/1.1", "Host: shop.test", "", "")
            .refused(),
        http11("2.3", "a version has two digits")
            .client("GET / HTTP/1.10", "Host: shop.test", "", "")
            .refused(),
        http11("3", "two spaces before the target are refused").target(" /a").refused(),
        http11("3", "two spaces behind the target are refused").target("/a ").refused(),
        http11("3", "a space in the target is refused").target("/a b").refused(),
        http11("3", "a tab is no space")
            .client("GET\t/ HTTP/1.1", "Host: shop.test", "", "")
            .refused(),
        http11("3", "a space at the end is refused")
            .client("GET / HTTP/1.1 ", "Host: shop.test", "", "")
            .refused(),
        http11("3", "a control character in the target is refused").target("/a\u0001").refused(),
        http11("3", "a bare CR in the target is refused").target("/a\rb").refused(),
        http11("3", "a space at the beginning is refused")
            .client(" GET / HTTP/1.1", "Host: shop.test", "", "")
            .refused());
  }

  static Stream<Duty> methods() {
    return Stream.of(
        semantics("9.1", "a method that is not registered is 501")
            .client("BREW / HTTP/1.1", "Host: shop.test", "", "")
            .answered(501, "method_not_implemented")
            .originHasNothing(),
        semantics("9.1", "methods are case-sensitive")
            .client("get / HTTP/1.1", "Host: shop.test", "", "")
            .answered(501, "method_not_implemented")
            .originHasNothing(),
        semantics("9.1", "a registered method passes")
            .client("PROPFIND / HTTP/1.1", "Host: shop.test", "Depth: 1", "", "")
            .originHas("PROPFIND / HTTP/1.1", "Host: shop.test", "Depth: 1", "", ""),
        semantics("9.3.6", "CONNECT is 501: this is no tunnel")
            .client("CONNECT shop.test:443 HTTP/1.1", "Host: shop.test:443", "", "")
            .answered(501, "method_not_implemented")
            .originHasNothing(),
        semantics("9.3.8", "TRACE would show what clients do not see: 405")
            .client("TRACE / HTTP/1.1", "Host: shop.test", "", "")
            .answered(405, "method_not_allowed")
            .clientHasLine("allow: .*GET.*")
            .originHasNothing(),
        semantics("9.3.1", "a body of GET passes")
            .get("Content-Length: 2", "", "hi")
            .originHas("GET / HTTP/1.1", "Host: shop.test", "Content-Length: 2", "", "hi"));
  }

  static Stream<Duty> maxForwards() {
    return Stream.of(
        semantics("7.6.2", "OPTIONS at its last hop is answered here")
            .client("OPTIONS /a HTTP/1.1", "Host: shop.test", "Max-Forwards: 0", "", "")
            .originHasNothing()
            .clientHasLine("HTTP/1\\.1 204 No Content")
            .clientHasLine("allow: .*"),
        semantics("7.6.2", "OPTIONS goes on with a hop less")
            .client("OPTIONS /a HTTP/1.1", "Host: shop.test", "Max-Forwards: 5", "X-A: 1", "", "")
            .originHas(
                "OPTIONS /a HTTP/1.1", "Host: shop.test", "X-A: 1", "Max-Forwards: 4", "", ""),
        semantics("7.6.2", "a number beyond what we count becomes the most that we count")
            .client("OPTIONS /a HTTP/1.1", "Host: shop.test", "Max-Forwards: 99999999999", "", "")
            .originHas("OPTIONS /a HTTP/1.1", "Host: shop.test", "Max-Forwards: 999999999", "", ""),
        semantics("7.6.2", "TRACE at its last hop is answered here")
            .client("TRACE / HTTP/1.1", "Host: shop.test", "Max-Forwards: 0", "", "")
            .answered(405, "method_not_allowed")
            .originHasNothing(),
        semantics("7.6.2", "other methods do not count hops")
            .get("Max-Forwards: 0")
            .originHasGet("Max-Forwards: 0"),
        semantics("7.6.2", "what is no number does not count")
            .client("OPTIONS /a HTTP/1.1", "Host: shop.test", "Max-Forwards: x", "", "")
            .originHas("OPTIONS /a HTTP/1.1", "Host: shop.test", "Max-Forwards: x", "", ""));
  }

  static Stream<Duty> bodies() {
    return Stream.of(
        http11("6.2", "a counted body passes with its length")
            .client("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 5", "", "hello")
            .originHas("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 5", "", "hello"),
        semantics("8.6", "a length of nothing passes")
            .client("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 0", "", "")
            .originHas("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 0", "", ""),
        semantics("8.6", "where no body was announced, none is")
            .client("POST / HTTP/1.1", "Host: shop.test", "", "")
            .originHas("POST / HTTP/1.1", "Host: shop.test", "", ""),
        http11("7.1", "chunks pass as chunks")
            .chunks("5", "hello", "0", "", "")
            .originHasChunks("5", "hello", "0", "", ""),
        http11("7.1", "sizes are read with capitals and leading zeros, and written in one form")
            .chunks("00A", "0123456789", "000", "", "")
            .originHasChunks("a", "0123456789", "0", "", ""),
        http11("7.1.1", "extensions of chunks end here")
            .chunks("2;a=b;c=\"d e\"", "hi", "0;last", "", "")
            .originHasChunks("2", "hi", "0", "", ""),
        http11("7.1.2", "trailers pass")
            .chunks("2", "hi", "0", "X-Sum: 1", "X-Sum:  2 ", "", "")
            .originHasChunks("2", "hi", "0", "X-Sum: 1", "X-Sum: 2", "", ""),
        semantics("6.5.1", "trailers that frame, route or say who asks end here")
            .chunks(
                "2",
                "hi",
                "0",
                "Content-Length: 9",
                "Transfer-Encoding: chunked",
                "Host: evil.test",
                "Content-Type: text/evil",
                "X-Forwarded-For: 8.8.8.8",
                "Forwarded: for=8.8.8.8",
                "X-Request-Id: evilevil",
                "Connection: close",
                "X-Sum: 1",
                "",
                "")
            .originHasChunks("2", "hi", "0", "X-Sum: 1", "", ""),
        http11("7.1.2", "a trailer that is no field is refused")
            .chunks("0", "X Y: 1", "", "")
            .refused(),
        http11("7.1.2", "a folded trailer is refused").chunks("0", "X: 1", " 2", "", "").refused(),
        http11("7.1.2", "a trailer that ends in a bare LF is refused")
            .chunks("0", "X: 1\nY: 2", "", "")
            .refused());
  }

  static Stream<Duty> limits() {
    return Stream.of(
        http11("3", "a request line of 8000 bytes is read")
            .target("/" + "a".repeat(8000))
            .originHasLine("GET /a{8000} HTTP/1\\.1"),
        semantics("15.5.15", "a target over the limit is 414")
            .target("/" + "a".repeat(17_000))
            .refused(414, "uri_too_long"),
        semantics("15.5.15", "a target that fills the room for the head is 414 as well")
            .target("/" + "a".repeat(70_000))
            .refused(414, "uri_too_long"),
        of("RFC 6585 5", "a head over the limit is 431")
            .get("X-A: " + "a".repeat(70_000))
            .refused(431, "request_header_too_large"),
        of("RFC 6585 5", "more fields than the limit are 431")
            .get("X-A: 1\r\n".repeat(100) + "X-B: 1")
            .refused(431, "request_header_too_large"));
  }
}
