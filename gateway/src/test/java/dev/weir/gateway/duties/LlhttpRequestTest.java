package dev.weir.gateway.duties;

import static dev.weir.gateway.duties.Scene.lines;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The request cases of llhttp's test descriptions (nodejs/llhttp, `test/request`), by file and
/// name, through the gateway, and what an origin then has of them.
///
/// Two things are changed. Where a description has no `Host`, ours is put behind its request line:
/// without it a gateway refuses all of them for that alone (RFC 9112 section 3.2), as the first row
/// shows. And what llhttp takes in one of its lenient modes only is held against the strict one.
class LlhttpRequestTest {
  private static final String NO_TUNNEL = "method_not_implemented";
  private static final String VERSION = "http_version_not_supported";

  @AutoClose private static final Scenes SCENES = new Scenes();

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "sample",
    "connection",
    "upgrade",
    "contentLength",
    "transferEncoding",
    "chunkForms",
    "uri",
    "method",
    "invalid",
    "invalidLines",
    "lenient",
    "severalAndUnfinished"
  })
  void isRefusedOrHasOneForm(Duty duty) throws Exception {
    duty.play(SCENES);
  }

  // A case whose request line and further lines are these, with a Host.
  private static Duty of(String file, String name, String line, String... lines) {
    return Duty.of("llhttp " + file, name).client(withHost(line, lines));
  }

  private static String[] withHost(String line, String... lines) {
    return Stream.concat(Stream.of(line, "Host: shop.test"), Arrays.stream(lines))
        .toArray(String[]::new);
  }

  private static Duty chunked(String name, String... lines) {
    return Duty.of("llhttp transfer-encoding", name).chunks(lines);
  }

  static Stream<Duty> sample() {
    return Stream.of(
        Duty.of("llhttp sample", "No headers and no body")
            .client("GET /get_no_headers_no_body/world HTTP/1.1", "", "")
            .refused()
            .because("no Host: RFC 9112 3.2"),
        of(
                "sample",
                "Simple request",
                "OPTIONS /url HTTP/1.1",
                "Header1: Value1",
                "Header2:\t Value2",
                "",
                "")
            .originHas(
                withHost("OPTIONS /url HTTP/1.1", "Header1: Value1", "Header2: Value2", "", "")),
        of("sample", "Request with method starting with `H`", "HEAD /url HTTP/1.1", "", "")
            .origin("HTTP/1.1 200 OK", "Content-Length: 2", "", "")
            .originHas(withHost("HEAD /url HTTP/1.1", "", "")),
        Duty.of("llhttp sample", "curl GET")
            .client("GET /test HTTP/1.1", "Host: 0.0.0.0=5000", "Accept: */*", "", "")
            .refused()
            .because("= may stand in a name (RFC 3986 3.2.2), but no host has such a name"),
        of(
                "sample",
                "Firefox GET",
                "GET /favicon.ico HTTP/1.1",
                "User-Agent: Mozilla/5.0 (X11; U)",
                "Accept: text/html,*/*;q=0.8",
                "Keep-Alive: 300",
                "Connection: keep-alive",
                "",
                "")
            .originHas(
                withHost(
                    "GET /favicon.ico HTTP/1.1",
                    "User-Agent: Mozilla/5.0 (X11; U)",
                    "Accept: text/html,*/*;q=0.8",
                    "",
                    "")),
        of("sample", "DUMBPACK", "GET /dumbpack HTTP/1.1", "aaaaaaaaaaaaa:++++++++++", "", "")
            .originHas(withHost("GET /dumbpack HTTP/1.1", "aaaaaaaaaaaaa: ++++++++++", "", "")),
        of("sample", "One header and no body", "GET /one HTTP/1.1", "Accept: */*", "", "")
            .originHas(withHost("GET /one HTTP/1.1", "Accept: */*", "", "")),
        of(
                "sample",
                "Apache bench GET",
                "GET /test HTTP/1.0",
                "User-Agent: ApacheBench/2.3",
                "Accept: */*",
                "",
                "")
            .originHas(
                withHost(
                    "GET /test HTTP/1.1", "User-Agent: ApacheBench/2.3", "Accept: */*", "", "")),
        Duty.of("llhttp sample", "Prefix newline")
            .client("", "GET /test HTTP/1.1", "Host: shop.test", "", "")
            .originHas("GET /test HTTP/1.1", "Host: shop.test", "", ""),
        Duty.of("llhttp sample", "Request starting with CRLF")
            .pieces("\r", "\nGET /url HTTP/1.1\r\nHost: shop.test\r\nHeader1: Value1\r\n\r\n")
            .originHas("GET /url HTTP/1.1", "Host: shop.test", "Header1: Value1", "", ""),
        of("sample", "No HTTP version", "GET /", "", "")
            .refused()
            .because("HTTP/0.9 is no request any more: RFC 9112 2.3"),
        of(
                "sample",
                "Line folding in header value with CRLF",
                "GET / HTTP/1.1",
                "Line1:   abc",
                "\tdef",
                " ghi",
                "Line4: ",
                " ",
                "Connection:",
                " close",
                "",
                "")
            .refused()
            .because("llhttp joins; RFC 9112 5.2 has a server refuse or join"),
        of(
                "sample",
                "Line folding in header value with LF",
                "GET / HTTP/1.1\nHost: shop.test\nLine1:   abc\n\tdef\n\n")
            .refused(),
        of("sample", "Extended Characters", "GET / HTTP/1.1", "Test: D\u00c3\u00bcsseldorf", "", "")
            .originHasGet("Test: D\u00c3\u00bcsseldorf"),
        of(
                "sample",
                "255 ASCII in header value",
                "OPTIONS /url HTTP/1.1",
                "Header2: \u00ffValue2",
                "",
                "")
            .originHas(withHost("OPTIONS /url HTTP/1.1", "Header2: \u00ffValue2", "", "")),
        of(
                "sample",
                "X-SSL-Nonsense",
                "GET / HTTP/1.1",
                "X-SSL-Nonsense:   -----BEGIN CERTIFICATE-----",
                "\tMIIFbTCC",
                "\t-----END CERTIFICATE-----",
                "",
                "")
            .refused()
            .because("as folding above"));
  }

  static Stream<Duty> connection() {
    String put = lines(withHost("PUT /url HTTP/1.1", "", ""));
    String[] form = {
      "POST / HTTP/1.1",
      "Host: shop.test",
      "Content-Type: application/x-www-form-urlencoded",
      "Content-Length: 4",
      "",
      "q=42"
    };
    String[] closing = {
      "POST / HTTP/1.1", "Host: shop.test", "Content-Length: 4", "Connection: close", "", "q=42"
    };
    String[] closed = {"POST / HTTP/1.1", "Host: shop.test", "Content-Length: 4", "", "q=42"};
    String next = "\r\n" + lines(withHost("GET / HTTP/1.1", "", ""));
    return Stream.of(
        of(
                "connection",
                "keep-alive: Setting flag",
                "PUT /url HTTP/1.1",
                "Connection: keep-alive",
                "",
                "")
            .originHasAll(put),
        of(
                "connection",
                "Restarting when keep-alive is explicitly",
                "PUT /url HTTP/1.1",
                "Connection: keep-alive",
                "",
                "PUT /url HTTP/1.1",
                "Host: shop.test",
                "Connection: keep-alive",
                "",
                "")
            .answers(2)
            .originHasAll(put, put),
        of(
                "connection",
                "No restart when keep-alive is off (1.0)",
                "PUT /url HTTP/1.0",
                "",
                "PUT /url HTTP/1.1",
                "Host: shop.test",
                "",
                "")
            .answers(2)
            .originHasAll(put),
        of(
                "connection",
                "Resetting flags when keep-alive is off (1.0)",
                "PUT /url HTTP/1.0",
                "Content-Length: 0",
                "",
                "PUT /url HTTP/1.1",
                "Host: shop.test",
                "Transfer-Encoding: chunked",
                "",
                "")
            .answers(2)
            .originHas(withHost("PUT /url HTTP/1.1", "Content-Length: 0", "", "")),
        Duty.of("llhttp connection", "CRLF between requests, implicit `keep-alive`")
            .pieces(lines(form) + next)
            .answers(2)
            .originHasAll(lines(form), lines(withHost("GET / HTTP/1.1", "", ""))),
        Duty.of("llhttp connection", "CRLF between requests, explicit `close`")
            .pieces(lines(closing) + next)
            .answers(2)
            .originHas(closed)
            .because("so in its lenient mode as well: RFC 9112 9.6"),
        of(
                "connection",
                "Not treating `\\r` as `-`",
                "PUT /url HTTP/1.1",
                "Connection: keep\ralive",
                "",
                "")
            .refused(),
        of("connection", "close: Setting flag", "PUT /url HTTP/1.1", "Connection: close", "", "")
            .originHasAll(put)
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "connection: close", "", "ok"),
        of(
                "connection",
                "Parsing multiple tokens: Sample",
                "PUT /url HTTP/1.1",
                "Connection: close, token, upgrade, token, keep-alive",
                "",
                "")
            .originHasAll(put)
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "connection: close", "", "ok"),
        of(
                "connection",
                "Multiple tokens with folding",
                "GET /demo HTTP/1.1",
                "Connection: Something,",
                " Upgrade, ,Keep-Alive",
                "Upgrade: WebSocket",
                "",
                "")
            .refused()
            .because("as folding in sample"),
        of(
                "connection",
                "Multiple tokens with folding, LWS, and CRLF",
                "GET /demo HTTP/1.1",
                "Connection: keep-alive, ",
                " upgrade",
                "Upgrade: WebSocket",
                "",
                "")
            .refused(),
        of(
                "connection",
                "Invalid whitespace token with `Connection` header field",
                "PUT /url HTTP/1.1",
                "Connection : upgrade",
                "Content-Length: 4",
                "Upgrade: ws",
                "",
                "abcdefgh")
            .refused());
  }

  // Where the origin does not change the protocol, what follows is HTTP, or nothing.
  static Stream<Duty> upgrade() {
    String dogg = "Hot diggity dogg";
    return Stream.of(
        of(
                "connection",
                "upgrade: Setting a flag and pausing",
                "PUT /url HTTP/1.1",
                "Connection: upgrade",
                "Upgrade: ws",
                "",
                "")
            .originHas(withHost("PUT /url HTTP/1.1", "", "")),
        of(
                "connection",
                "Emitting part of body and pausing",
                "PUT /url HTTP/1.1",
                "Connection: upgrade",
                "Content-Length: 4",
                "Upgrade: ws",
                "",
                "abcdefgh")
            .originHas(withHost("PUT /url HTTP/1.1", "Content-Length: 4", "", "abcd")),
        of(
                "connection",
                "Upgrade POST request",
                "POST /demo HTTP/1.1",
                "Connection: Upgrade",
                "Upgrade: HTTP/2.0",
                "Content-Length: 15",
                "",
                "sweet post body" + dogg)
            .originHas(
                withHost("POST /demo HTTP/1.1", "Content-Length: 15", "", "sweet post body")),
        of(
                "connection",
                "Upgrade GET request",
                "GET /demo HTTP/1.1",
                "Connection: Upgrade",
                "Sec-WebSocket-Key2: 12998 5 Y3 1  .P00",
                "Upgrade: WebSocket",
                "",
                dogg)
            .originHas(
                withHost(
                    "GET /demo HTTP/1.1",
                    "Sec-WebSocket-Key2: 12998 5 Y3 1  .P00",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "",
                    ""))
            .because("key and version are the origin's to judge: RFC 6455 4.2.2"),
        of(
                "connection",
                "Multiple tokens with folding and LWS",
                "GET /demo HTTP/1.1",
                "Connection: keep-alive, upgrade",
                "Upgrade: WebSocket",
                "",
                dogg)
            .originHas(
                withHost(
                    "GET /demo HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "", "")));
  }

  static Stream<Duty> contentLength() {
    String file = "content-length";
    return Stream.of(
        of(
                file,
                "`Content-Length` with zeroes",
                "PUT /url HTTP/1.1",
                "Content-Length: 003",
                "",
                "abc")
            .originHas(withHost("PUT /url HTTP/1.1", "Content-Length: 3", "", "abc")),
        of(
                file,
                "`Content-Length` with follow-up headers",
                "PUT /url HTTP/1.1",
                "Content-Length: 003",
                "Ohai: world",
                "",
                "abc")
            .originHas(
                withHost("PUT /url HTTP/1.1", "Ohai: world", "Content-Length: 3", "", "abc")),
        of(
                file,
                "Error on `Content-Length` overflow",
                "PUT /url HTTP/1.1",
                "Content-Length: 1000000000000000000000",
                "",
                "")
            .refused(),
        of(
                file,
                "Error on duplicate `Content-Length`",
                "PUT /url HTTP/1.1",
                "Content-Length: 1",
                "Content-Length: 2",
                "",
                "")
            .refused(),
        of(
                file,
                "Error on simultaneous `Content-Length` and `Transfer-Encoding: identity`",
                "PUT /url HTTP/1.1",
                "Content-Length: 1",
                "Transfer-Encoding: identity",
                "",
                "")
            .refused(),
        of(
                file,
                "Simultaneous `Content-Length` and `Transfer-Encoding: chunked`",
                "PUT /url HTTP/1.1",
                "Content-Length: 1",
                "Transfer-Encoding: chunked",
                "",
                "")
            .refused(),
        of(
                file,
                "Funky `Content-Length` with body",
                "GET /get_funky HTTP/1.0",
                "conTENT-Length: 5",
                "",
                "HELLO")
            .originHas(withHost("GET /get_funky HTTP/1.1", "conTENT-Length: 5", "", "HELLO")),
        of(
                file,
                "Spaces in `Content-Length` (surrounding)",
                "POST / HTTP/1.1",
                "Content-Length:  42 ",
                "",
                "x".repeat(42))
            .originHas(withHost("POST / HTTP/1.1", "Content-Length: 42", "", "x".repeat(42))),
        of(file, "Spaces in `Content-Length` #2", "POST / HTTP/1.1", "Content-Length: 4 2", "", "")
            .refused(),
        of(
                file,
                "Spaces in `Content-Length` #3",
                "POST / HTTP/1.1",
                "Content-Length: 13 37",
                "",
                "")
            .refused(),
        of(file, "Empty `Content-Length`", "POST / HTTP/1.1", "Content-Length:", "", "").refused(),
        of(
                file,
                "`Content-Length` with CR instead of dash",
                "PUT /url HTTP/1.1",
                "Content\rLength: 003",
                "",
                "abc")
            .refused());
  }

  static Stream<Duty> transferEncoding() {
    String[] world = {"5", "World", "0", "", ""};
    return Stream.of(
        coded(
                "Empty `Transfer-Encoding` with `Content-Length`",
                "Transfer-Encoding:",
                "Content-Length: 5",
                "",
                "hello")
            .refused(),
        coded(
                "POST with empty `Transfer-Encoding` and `Content-Length`",
                "Content-Length: 10",
                "Transfer-Encoding:",
                "Transfer-Encoding:",
                "Transfer-Encoding:",
                "",
                "2",
                "AA",
                "0")
            .refused(),
        coded("Ignoring `pigeons`", "Transfer-Encoding: pigeons", "", "").refused(),
        coded(
                "POST with `Transfer-Encoding` and `Content-Length`",
                "Transfer-Encoding: identity",
                "Content-Length: 5",
                "",
                "World")
            .refused(),
        coded(
                "POST with `chunked` before other transfer coding names",
                "Transfer-Encoding: chunked, deflate",
                "",
                "World")
            .refused(),
        coded(
                "POST with `chunked` and duplicate transfer-encoding",
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: deflate",
                "",
                "World")
            .refused(),
        coded(
                "POST with `chunked` as last transfer-encoding",
                "Transfer-Encoding: deflate, chunked",
                "",
                lines(world))
            .refused(501, "transfer_coding_not_implemented")
            .because("llhttp leaves the coding to its user; RFC 9112 6.1"),
        coded(
                "POST with `chunked` as last transfer-encoding (multiple headers)",
                "Transfer-Encoding: deflate",
                "Transfer-Encoding: chunked",
                "",
                lines(world))
            .refused(501, "transfer_coding_not_implemented")
            .because("as before"),
        coded(
                "POST with `chunkedchunked` as transfer-encoding",
                "Transfer-Encoding: chunkedchunked",
                "",
                lines(world))
            .refused(),
        coded(
                "Invalid OBS fold after chunked value",
                "Transfer-Encoding: chunked",
                "  abc",
                "",
                lines(world))
            .refused());
  }

  private static Duty coded(String name, String... lines) {
    return of("transfer-encoding", name, "POST /world?q=search HTTP/1.1", lines);
  }

  static Stream<Duty> chunkForms() {
    String own = "our data, whatever it is, goes.";
    String[] two = {"5", "hello", "6", " world", "0", "", ""};
    return Stream.of(
        chunked("Parsing and setting flag", "").incomplete(),
        chunked("Parse chunks with lowercase size", "a", "0123456789", "0", "", "")
            .originHasChunks("a", "0123456789", "0", "", ""),
        chunked("Parse chunks with uppercase size", "A", "0123456789", "0", "", "")
            .originHasChunks("a", "0123456789", "0", "", ""),
        chunked("POST with `Transfer-Encoding: chunked`", "1F", own, "0", "", "")
            .originHasChunks("1f", own, "0", "", ""),
        chunked(
                "Two chunks and triple zero prefixed end chunk",
                "5",
                "hello",
                "6",
                " world",
                "000",
                "",
                "")
            .originHasChunks(two),
        chunked(
                "Trailing headers",
                "5",
                "hello",
                "6",
                " world",
                "0",
                "Vary: *",
                "Content-Type: text/plain",
                "",
                "")
            .originHasChunks("5", "hello", "6", " world", "0", "Vary: *", "", "")
            .because("a type is no trailer: RFC 9110 6.5.1"),
        chunked(
                "Chunk extensions",
                "5;ilovew3;somuch=aretheseparametersfor;another=withvalue",
                "hello",
                "6;blahblah;blah",
                " world",
                "0",
                "",
                "")
            .originHasChunks(two),
        chunked("No semicolon before chunk extensions", "2 erfrferferf", "aa", "0 rrrr", "", "")
            .refused(),
        chunked("No extension after semicolon", "2;", "aa", "0", "", "")
            .originHasChunks("2", "aa", "0", "", "")
            .because("llhttp refuses; extensions are not read and end here: RFC 9112 7.1.1"),
        chunked(
                "Chunk extensions quoting",
                "5;ilovew3=\"I \\\"love\\\"; \\\\extensions\\\\\";blah;foo=bar",
                "hello",
                "6;blahblah;blah",
                " world",
                "0",
                "",
                "")
            .originHasChunks(two),
        chunked(
                "Unbalanced chunk extensions quoting",
                "5;ilovew3=\"abc\";somuchlove=\"def; ghi",
                "hello",
                "6;blahblah;blah",
                " world",
                "0",
                "",
                "")
            .originHasChunks(two)
            .because("llhttp refuses; a line ends at its CRLF, in quotes or not: RFC 9112 7.1.1"),
        chunked("Missing last-chunk", "3", "foo", "", "").refused(),
        chunked("Validate chunk parameters", "3 \n  ", "foo", "").refused(),
        chunked(
                "Chunk header not terminated by CRLF",
                "5\r\r;ABCD",
                "34",
                "E",
                "0",
                "",
                "GET / HTTP/1.1 ",
                "Host: shop.test",
                "Content-Length: 5",
                "",
                "0",
                "")
            .refused(),
        chunked(
                "Chunk header not terminated by CRLF (lenient)",
                "6\r\r;ABCD",
                "33",
                "E",
                "0",
                "",
                "GET / HTTP/1.1 ",
                "Host: shop.test",
                "Content-Length: 5",
                "0",
                "",
                "")
            .refused(),
        chunked("Chunk data not terminated by CRLF", "5", "ABCDE0", "", "").refused(),
        chunked("Space after chunk header", "a ", "0123456789", "0", "", "").refused());
  }

  static Stream<Duty> uri() {
    return Stream.of(
        of("uri", "Quotes in URI", "GET /with_\"lovely\"_quotes?foo=\\\"bar\\\" HTTP/1.1", "", "")
            .originHas(withHost("GET /with_\"lovely\"_quotes?foo=\\\"bar\\\" HTTP/1.1", "", "")),
        of("uri", "Query URL with question mark", "GET /test.cgi?foo=bar?baz HTTP/1.1", "", "")
            .originHas(withHost("GET /test.cgi?foo=bar?baz HTTP/1.1", "", "")),
        of(
                "uri",
                "Host terminated by a query string",
                "GET http://shop.test?hail=all HTTP/1.1",
                "",
                "")
            .originHas(withHost("GET /?hail=all HTTP/1.1", "", "")),
        of(
                "uri",
                "`host:port` terminated by a query string",
                "GET http://shop.test:1234?hail=all HTTP/1.1",
                "",
                "")
            .originHasLine("GET /\\?hail=all HTTP/1\\.1")
            .originHasLine("Host: shop\\.test:1234"),
        of("uri", "Query URL with vertical bar character", "GET /test.cgi?query=| HTTP/1.1", "", "")
            .originHas(withHost("GET /test.cgi?query=| HTTP/1.1", "", "")),
        of("uri", "`host:port` terminated by a space", "GET http://shop.test:1234 HTTP/1.1", "", "")
            .originHasLine("GET / HTTP/1\\.1")
            .originHasLine("Host: shop\\.test:1234"),
        of(
                "uri",
                "Disallow UTF-8 in URI path in strict mode",
                "GET /\u00ce\u00b4\u00c2\u00b6/\u00ce\u00b4t/pope?q=1 HTTP/1.1",
                "",
                "")
            .refused(),
        of(
                "uri",
                "Fragment in URI",
                "GET /forums/1/topics/2375?page=1#posts-17408 HTTP/1.1",
                "",
                "")
            .refused()
            .because("llhttp takes it; a target has none: RFC 9112 3.2"),
        of("uri", "Underscore in hostname", "CONNECT home_0.netscape.com:443 HTTP/1.0", "", "")
            .refused(501, NO_TUNNEL),
        of(
                "uri",
                "`host:port` and basic auth",
                "GET http://a%12:b!&*$@hypnotoad.org:1234/toto HTTP/1.1",
                "",
                "")
            .refused()
            .because("llhttp takes it; RFC 9110 4.2.4"),
        of("uri", "Space in URI", "GET /foo bar/ HTTP/1.1", "", "").refused());
  }

  static Stream<Duty> method() {
    String[] patch = {
      "PATCH /file.txt HTTP/1.1",
      "Host: shop.test",
      "Content-Type: application/example",
      "If-Match: \"e0023aa4e\"",
      "Content-Length: 10",
      "",
      "cccccccccc"
    };
    String[] link = {
      "LINK /images/my_dog.jpg HTTP/1.1",
      "Host: shop.test",
      "Link: <http://example.com/profiles/joe>; rel=\"tag\"",
      "Link: <http://example.com/profiles/sally>; rel=\"tag\"",
      "",
      ""
    };
    String[] unlink =
        withHost("UNLINK /images/my_dog.jpg HTTP/1.1", "Link: <a>; rel=\"tag\"", "", "");
    String registered = "not registered by IANA, so nobody knows whether it may be repeated";
    return Stream.of(
        of("method", "REPORT request", "REPORT /test HTTP/1.1", "", "")
            .originHas(withHost("REPORT /test HTTP/1.1", "", "")),
        of(
                "method",
                "CONNECT request",
                "CONNECT 0-home0.netscape.com:443 HTTP/1.0",
                "",
                "some data")
            .refused(501, NO_TUNNEL)
            .because("llhttp waits for its user; this is no tunnel: RFC 9110 9.3.6"),
        of("method", "CONNECT request with CAPS", "CONNECT HOME0.NETSCAPE.COM:443 HTTP/1.0", "", "")
            .refused(501, NO_TUNNEL),
        of(
                "method",
                "CONNECT with body",
                "CONNECT foo.bar.com:443 HTTP/1.0",
                "Content-Length: 10",
                "",
                "blarfcicle\"")
            .refused(501, NO_TUNNEL),
        of("method", "M-SEARCH request", "M-SEARCH * HTTP/1.1", "MAN: \"ssdp:discover\"", "", "")
            .refused(501, NO_TUNNEL)
            .because(registered),
        Duty.of("llhttp method", "PATCH request").client(patch).originHas(patch),
        of("method", "PURGE request", "PURGE /file.txt HTTP/1.1", "", "")
            .refused(501, NO_TUNNEL)
            .because(registered),
        of("method", "SEARCH request", "SEARCH / HTTP/1.1", "", "")
            .originHas(withHost("SEARCH / HTTP/1.1", "", "")),
        Duty.of("llhttp method", "LINK request").client(link).originHas(link),
        Duty.of("llhttp method", "UNLINK request").client(unlink).originHas(unlink),
        of("method", "SOURCE request", "SOURCE /music/sweet/music HTTP/1.1", "", "")
            .refused(501, NO_TUNNEL)
            .because(registered),
        of("method", "SOURCE request with ICE", "SOURCE /music/sweet/music ICE/1.0", "", "")
            .refused()
            .because("another protocol"),
        of("method", "OPTIONS request with RTSP", "OPTIONS /music/sweet/music RTSP/1.0", "", "")
            .refused(),
        of("method", "ANNOUNCE request with RTSP", "ANNOUNCE /music/sweet/music RTSP/1.0", "", "")
            .refused(),
        of("method", "PRI request HTTP2", "PRI * HTTP/1.1", "", "SM", "", "")
            .refused(501, NO_TUNNEL)
            .because("the preface of HTTP/2 says 2.0: RFC 9113 3.4"));
  }

  static Stream<Duty> invalid() {
    return Stream.of(
        of("invalid", "ICE protocol and GET method", "GET /music/sweet/music ICE/1.0", "", "")
            .refused(),
        of("invalid", "ICE protocol, but not really", "GET /music/sweet/music IHTTP/1.0", "", "")
            .refused(),
        of("invalid", "RTSP protocol and PUT method", "PUT /music/sweet/music RTSP/1.0", "", "")
            .refused(),
        of(
                "invalid",
                "HTTP protocol and ANNOUNCE method",
                "ANNOUNCE /music/sweet/music HTTP/1.0",
                "",
                "")
            .refused(501, NO_TUNNEL),
        of("invalid", "Invalid header token #1", "GET / HTTP/1.1", "Fo@: Failure", "", "")
            .refused(),
        of("invalid", "Invalid header token #2", "GET / HTTP/1.1", "Foo\u0001\test: Bar", "", "")
            .refused(),
        of("invalid", "Invalid header token #3", "GET / HTTP/1.1", ": Bar", "", "").refused(),
        of("invalid", "Invalid method", "MKCOLA / HTTP/1.1", "", "").refused(501, NO_TUNNEL),
        of(
                "invalid",
                "Illegal header field name line folding",
                "GET / HTTP/1.1",
                "name",
                " : value",
                "",
                "")
            .refused(),
        of(
                "invalid",
                "Corrupted Connection header",
                "GET / HTTP/1.1",
                "Connection\r\u001b5\u00d5eep-Alive",
                "Accept-Encoding: gzip",
                "",
                "")
            .refused(),
        of(
                "invalid",
                "Corrupted header name",
                "GET / HTTP/1.1",
                "X-Some-Header\r\u001b5\u00d5eep-Alive",
                "Accept-Encoding: gzip",
                "",
                "")
            .refused(),
        Duty.of("llhttp invalid", "Invalid HTTP version")
            .client("GET / HTTP/5.6", "", "")
            .refused(505, VERSION),
        Duty.of("llhttp invalid", "Invalid space after start line")
            .client("GET / HTTP/1.1", " Host: foo", "", "")
            .refused());
  }

  static Stream<Duty> invalidLines() {
    String[] chunk = {"Transfer-Encoding: chunked", "", "1", "A", "0", "", ""};
    return Stream.of(
        of("invalid", "Headers separated by CR", "GET / HTTP/1.1", "Foo: 1\rBar: 2", "", "")
            .refused(),
        of("invalid", "Headers separated by LF", "POST / HTTP/1.1", "x:x\n" + lines(chunk))
            .refused(),
        of(
                "invalid",
                "Headers separated by dummy characters",
                "GET / HTTP/1.1",
                "Connection: close",
                "\rZGET /evil: HTTP/1.1",
                "Host: shop.test",
                "",
                "")
            .refused()
            .because("so in its lenient mode as well"),
        of(
                "invalid",
                "Empty headers separated by CR",
                "POST / HTTP/1.1",
                "Connection: Close",
                "x:\r" + lines(chunk))
            .refused(),
        of("invalid", "Empty headers separated by LF", "POST / HTTP/1.1", "x:\n" + lines(chunk))
            .refused(),
        of(
                "invalid",
                "Missing CR between headers",
                "GET / HTTP/1.1",
                "Dummy: x\nContent-Length: 23",
                "",
                "GET / HTTP/1.1",
                "Dummy: GET /admin HTTP/1.1",
                "Host: shop.test",
                "",
                "")
            .refused(),
        Duty.of("llhttp invalid", "Only LFs present")
            .pieces(
                "POST / HTTP/1.1\nHost: shop.test\nTransfer-Encoding: chunked\nTrailer: Baz\n\n"
                    + "1\nA\n1;abc\nB\n0\n\nBaz: ghi\n\n")
            .refused()
            .because("RFC 9112 2.2 lets a server take a bare LF as the end of a line; not all do"),
        of(
                "invalid",
                "Spaces before headers",
                "POST /hello HTTP/1.1",
                "Foo: bar",
                " Content-Length: 38",
                "",
                "GET /bye HTTP/1.1",
                "Host: shop.test",
                "",
                "")
            .refused());
  }

  // What llhttp lets through when it is told to.
  static Stream<Duty> lenient() {
    return Stream.of(
        of(
                "lenient-headers",
                "Header value with lenient",
                "GET /url HTTP/1.1",
                "Header1: \f",
                "",
                "")
            .refused(),
        of(
                "lenient-headers",
                "Second request header value with lenient",
                "GET /url HTTP/1.1",
                "Header1: Okay",
                "",
                "",
                "GET /url HTTP/1.1",
                "Host: shop.test",
                "Header1: \f",
                "",
                "")
            .answers(2)
            .originHas(withHost("GET /url HTTP/1.1", "Header1: Okay", "", ""))
            .clientHasLine("okHTTP/1\\.1 400 Bad Request"),
        of(
                "lenient-header-value-relaxed",
                "Control char in header value",
                "GET /url HTTP/1.1",
                "Header1: hello\fworld",
                "",
                "")
            .refused(),
        of(
                "lenient-header-value-relaxed",
                "Space after start line must still fail",
                "GET /url HTTP/1.1\r\n Header1: value",
                "",
                "")
            .refused(),
        of(
                "lenient-host-header",
                "multiple host headers",
                "GET / HTTP/1.1",
                "host: llhttp.org",
                "",
                "")
            .refused()
            .because("llhttp takes them unless told otherwise; RFC 9112 3.2"),
        of("lenient-version", "Invalid HTTP version with lenient", "GET / HTTP/5.6", "", "")
            .refused(505, VERSION));
  }

  static Stream<Duty> severalAndUnfinished() {
    String[] a = withHost("POST /aaa HTTP/1.1", "Content-Length: 3", "", "AAA");
    String[] b = withHost("PUT /bbb HTTP/1.1", "Content-Length: 4", "", "BBBB");
    String[] c = withHost("PATCH /ccc HTTP/1.1", "Content-Length: 5", "", "CCCC");
    String[] abc = withHost("POST / HTTP/1.1", "Content-Length: 3", "", "abc");
    return Stream.of(
        Duty.of("llhttp pipelining", "Should parse multiple events")
            .pieces(lines(a) + "\r\n" + lines(b) + "\r\n" + lines(c))
            .answers(2)
            .originHasAll(lines(a), lines(b)),
        Duty.of("llhttp pausing", "anywhere in a counted body and its head")
            .pieces(lines(abc).split(""))
            .originHas(abc),
        Duty.of("llhttp pausing", "anywhere in chunks and their head")
            .pieces(
                lines(
                        "POST / HTTP/1.1",
                        "Host: shop.test",
                        "Transfer-Encoding: chunked",
                        "",
                        "a",
                        "0123456789",
                        "0",
                        "",
                        "")
                    .split(""))
            .originHasLine("Transfer-Encoding: chunked")
            .originHasLine("0")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok"),
        of("finish", "It should be safe to finish after GET request", "GET / HTTP/1.1", "", "")
            .originHasGet(),
        of(
                "finish",
                "It should be unsafe to finish after incomplete PUT request",
                "PUT / HTTP/1.1",
                "Content-Length: 100",
                "",
                "")
            .incomplete(),
        of(
                "finish",
                "It should be unsafe to finish inside of the header",
                "PUT / HTTP/1.1",
                "Content-Leng")
            .incomplete());
  }
}
