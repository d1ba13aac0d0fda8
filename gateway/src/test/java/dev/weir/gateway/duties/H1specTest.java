package dev.weir.gateway.duties;

import static dev.weir.gateway.duties.Scene.lines;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The 33 cases of h1spec (uNetworking/h1spec, `http_test.ts`), by their names there, through the
/// gateway: what h1spec expects of the answer, and what an origin then has besides.
class H1specTest {
  private static final String HELLO =
      lines("GET /hello HTTP/1.1", "Host: shop.test", "", "").replace("Host", "hOST");

  @AutoClose private static final Scenes SCENES = new Scenes();

  @ParameterizedTest(name = "{0}")
  @MethodSource({"fragments", "continued", "heads", "bodies"})
  void isAsExpected(Duty duty) throws Exception {
    duty.play(SCENES);
  }

  private static Duty h1spec(String name) {
    return Duty.of("h1spec", name);
  }

  // How much of a request comes before the client falls silent.
  private enum Fragment {
    METHOD("Fragmented method", "G"),
    URL_1("Fragmented URL 1", "GET "),
    URL_2("Fragmented URL 2", "GET /hello"),
    URL_3("Fragmented URL 3", "GET /hello "),
    VERSION("Fragmented HTTP version", "GET /hello HTTP"),
    LINE("Fragmented request line", "GET /hello HTTP/1.1"),
    LINE_END_1("Fragmented request line newline 1", "GET /hello HTTP/1.1\r"),
    LINE_END_2("Fragmented request line newline 2", "GET /hello HTTP/1.1\r\n"),
    NAME("Fragmented field name", "GET /hello HTTP/1.1\r\nhOS"),
    VALUE_1("Fragmented field value 1", "GET /hello HTTP/1.1\r\nhOST:"),
    VALUE_2("Fragmented field value 2", "GET /hello HTTP/1.1\r\nhOST: "),
    VALUE_3("Fragmented field value 3", "GET /hello HTTP/1.1\r\nhOST: shop.test"),
    VALUE_4("Fragmented field value 4", "GET /hello HTTP/1.1\r\nhOST: shop.test\r"),
    REQUEST("Fragmented request", "GET /hello HTTP/1.1\r\nhOST: shop.test\r\n"),
    TERMINATION("Fragmented request termination", "GET /hello HTTP/1.1\r\nhOST: shop.test\r\n\r");

    private final String name;
    private final String bytes;

    Fragment(String name, String bytes) {
      this.name = name;
      this.bytes = bytes;
    }
  }

  static Stream<Duty> fragments() {
    return Stream.of(Fragment.values())
        .map(fragment -> h1spec(fragment.name).pieces(fragment.bytes).incomplete());
  }

  static Stream<Duty> continued() {
    return Stream.of(Fragment.values())
        .map(fragment ->
            h1spec(fragment.name + ", and then the rest")
                .pieces(fragment.bytes, HELLO.substring(fragment.bytes.length()))
                .originHas("GET /hello HTTP/1.1", "Host: shop.test", "", "")
                .clientHas("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok"));
  }

  static Stream<Duty> heads() {
    return Stream.of(
        h1spec("Request without HTTP version").client("GET / ", "", "").refused(),
        h1spec("Request with Expect header")
            .get("Expect: 100-continue")
            .originHasGet()
            .because("where no content follows there is nothing to expect: RFC 9110 10.1.1"),
        h1spec("Valid GET request").get().originHasGet(),
        h1spec("Valid GET request with edge cases")
            .client("GET / HTTP/1.1", "hoSt:\tshop.test", "empty:", "", "")
            .originHasGet("empty: "),
        h1spec("Invalid header characters").get("X-Invalid[]: test").refused(),
        h1spec("Missing Host header")
            .client("GET / HTTP/1.1", "Content-Length: 5", "", "")
            .refused(),
        h1spec("Multiple Host headers").get("Host: other.test").refused(),
        h1spec("Overflowing negative Content-Length header")
            .get("Content-Length: -123456789123456789123456789")
            .refused(),
        h1spec("Negative Content-Length header").get("Content-Length: -1234").refused(),
        h1spec("Non-numeric Content-Length header").get("Content-Length: abc").refused(),
        h1spec("Empty header value").get("X-Empty-Header: ").originHasGet("X-Empty-Header: "),
        h1spec("Header containing invalid control character")
            .get("X-Bad-Control-Char: test\u0007")
            .refused(),
        h1spec("Invalid HTTP version")
            .client("GET / HTTP/9.9", "Host: shop.test", "", "")
            .refused(505, "http_version_not_supported"),
        h1spec("Invalid prefix of request")
            .client("Extra lineGET / HTTP/1.1", "Host: shop.test", "", "")
            .refused(),
        h1spec("Invalid line ending")
            .client("GET / HTTP/1.1", "Host: shop.test", "\rSome-Header: Test", "", "")
            .refused());
  }

  static Stream<Duty> bodies() {
    String[] counted = {"POST / HTTP/1.1", "Host: shop.test", "Content-Length: 5", "", "hello"};
    return Stream.of(
        h1spec("Valid POST request with body").client(counted).originHas(counted),
        h1spec("Chunked Transfer-Encoding")
            .chunks("c", "HellO world1", "0", "", "")
            .originHasChunks("c", "HellO world1", "0", "", ""),
        h1spec("Conflicting Transfer-Encoding and Content-Length in varying case")
            .client(
                "POST / HTTP/1.1",
                "Host: shop.test",
                "content-LengtH: 5",
                "TransFer-Encoding: chunked",
                "",
                "c",
                "HellO world1",
                "0",
                "",
                "")
            .refused()
            .because("h1spec takes either; RFC 9112 6.1 and 6.3"));
  }
}
