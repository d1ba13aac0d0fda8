package dev.weir.gateway.duties;

import static dev.weir.gateway.duties.Duty.http11;
import static dev.weir.gateway.duties.Scene.block;
import static dev.weir.gateway.duties.Scene.lines;
import static dev.weir.gateway.duties.Scene.printable;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that two parsers could take for two different ones (RFC 9112 section 11.2). Each is
/// refused, or goes on in the one form that everybody reads alike; in no case does the origin have
/// a request that the client could hide.
class SmugglingTest {
  // What an attacker would like to see as a request of its own.
  private static final String HIDDEN = lines("GET /hidden HTTP/1.1", "Host: shop.test", "", "");

  @AutoClose private static final Scenes SCENES = new Scenes();

  @ParameterizedTest(name = "{0}")
  @MethodSource({"lengths", "codings", "both", "chunks", "oneForm"})
  void noRequestIsHidden(Duty duty) throws Exception {
    duty.play(SCENES);
  }

  static Stream<Duty> lengths() {
    return Stream.of(
            "+5",
            "-5",
            " 5 5",
            "5 5",
            "5,5",
            "5, 5",
            "5,6",
            "0x5",
            "5.0",
            "5e0",
            "05x",
            "5;",
            "\"5\"",
            "",
            ",",
            "5\u000b",
            "\u000c5",
            "\u00b2",
            "\u0665",
            "99999999999999999999",
            "9223372036854775808",
            "18446744073709551621",
            "5\0")
        .map(length ->
            http11("6.3", "Content-Length: " + printable(length))
                .client(
                    "POST / HTTP/1.1",
                    "Host: shop.test",
                    "Content-Length: " + length,
                    "",
                    "hello" + HIDDEN)
                .refused());
  }

  static Stream<Duty> codings() {
    return Stream.of(
            "xchunked",
            "chunkedx",
            "chunked, identity",
            "identity",
            "chunked, chunked",
            "chunked, gzip",
            "chunked;q=1",
            "\"chunked\"",
            "'chunked'",
            "chunked,",
            ",chunked",
            "\u000bchunked",
            "chunked\u000b",
            "\u000cchunked",
            "chunked\0",
            "ch\u0131unked",
            "chun\tked",
            "chunked chunked",
            "",
            "x",
            "chunk")
        .map(coding ->
            http11("6.1", "Transfer-Encoding: " + printable(coding))
                .client(
                    "POST / HTTP/1.1",
                    "Host: shop.test",
                    "Transfer-Encoding: " + coding,
                    "",
                    "0",
                    "",
                    HIDDEN)
                .refused());
  }

  static Stream<Duty> both() {
    String cl = "Content-Length: 5";
    String te = "Transfer-Encoding: chunked";
    return Stream.of(
            fields("both", cl, te),
            fields("both, the other way round", te, cl),
            fields("both, and a length of nothing", "Content-Length: 0", te),
            fields("two lengths", cl, "Content-Length: 6"),
            fields("one length twice", cl, cl),
            fields("one length twice, in other letters", cl, "content-length: 5"),
            fields("two codings", te, te),
            fields("two codings, the last unknown", te, "Transfer-Encoding: x"),
            fields("two codings, one empty", te, "Transfer-Encoding:"),
            fields("a space before the colon", "Transfer-Encoding : chunked"),
            fields("a tab before the colon", "Transfer-Encoding\t: chunked"),
            fields("a vertical tab before the colon", "Transfer-Encoding\u000b: chunked"),
            fields("a space before the name", cl, " Transfer-Encoding: chunked"),
            fields("a folded coding", "Transfer-Encoding:", " chunked"),
            fields("a folded length", "Content-Length: 1", " 2"),
            fields("a coding behind a bare CR", "X-A: 1\rTransfer-Encoding: chunked"),
            fields("a coding behind a bare LF", "X-A: 1\nTransfer-Encoding: chunked"),
            fields("a coding behind NUL", "X-A: 1\0\r\nTransfer-Encoding: chunked"),
            fields("a name with a space", "Transfer Encoding: chunked"),
            fields(
                "a name that begins beyond ASCII",
                "\u0178Transfer-Encoding: chunked".replace('\u0178', '\u00ff')),
            fields("an empty line that is a bare LF", "X-A: 1\r\n\nX"),
            fields("an empty line that is LF CR", "X-A: 1\n\r"))
        .map(Duty::refused);
  }

  private static Duty fields(String words, String... fields) {
    return http11("6.1", words)
        .client("POST / HTTP/1.1\r\nHost: shop.test\r\n" + block(fields), "0\r\n\r\n" + HIDDEN);
  }

  static Stream<Duty> chunks() {
    return Stream.of(
            http11("6.1", "chunks in HTTP/1.0")
                .client(
                    "POST / HTTP/1.0",
                    "Host: shop.test",
                    "Transfer-Encoding: chunked",
                    "",
                    "0",
                    "",
                    HIDDEN),
            size("0x5"),
            size(" 5"),
            size("5 "),
            size("5\t"),
            size("5 ;a"),
            size("\t5"),
            size("-5"),
            size("+5"),
            size("5h"),
            size("g"),
            size(""),
            size(";a"),
            size("5\u000b"),
            size("5\0"),
            size("55\u00b2"),
            size("10000000000000005"),
            size("FFFFFFFFFFFFFFFF5"),
            size("0000000000000000005"),
            size("5,5"),
            size("5;a\nb"),
            size("5;a\rb"),
            size("5;a\0b"),
            size("5\rX"),
            size("5\n"),
            http11("7.1", "no CRLF behind the data").chunks("5", "hello0", "", HIDDEN),
            http11("7.1", "a bare LF behind the data").chunks("5", "hello\n0", "", HIDDEN),
            http11("7.1", "a bare CR behind the data").chunks("5", "hello\r0", "", HIDDEN),
            http11("7.1", "more data than the size").chunks("4", "hello", "0", "", HIDDEN),
            http11("7.1", "a bare LF behind the last size").chunks("5", "hello", "0\n", HIDDEN),
            http11("7.1", "a bare LF at the end").chunks("5", "hello", "0", "\n" + HIDDEN),
            http11("7.1.1", "an extension without end")
                .chunks("5;" + "a".repeat(2000), "hello", "0", "", HIDDEN),
            http11("7.1.2", "a request line among the trailers")
                .chunks("5", "hello", "0", "GET /hidden HTTP/1.1", "", HIDDEN))
        .map(Duty::refused);
  }

  private static Duty size(String size) {
    return http11("7.1", "chunk size " + printable(size)).chunks(size, "hello", "0", "", HIDDEN);
  }

  static Stream<Duty> oneForm() {
    return Stream.of(
        http11("6.1", "codings that are not known, in two lines, are 501")
            .client(
                "POST / HTTP/1.1",
                "Host: shop.test",
                "Transfer-Encoding: x",
                "Transfer-Encoding: chunked",
                "",
                "0",
                "",
                HIDDEN)
            .refused(501, "transfer_coding_not_implemented"),
        http11("7.1.2", "trailers without end are 431")
            .chunks("0", block("X-A: " + "a".repeat(70_000)), HIDDEN)
            .refused(431, "request_header_too_large"),
        http11("6.3", "what follows a counted body is a request")
            .client("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 5", "", "hello" + HIDDEN)
            .answers(2)
            .originHasAll(
                lines("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 5", "", "hello"),
                HIDDEN),
        http11("6.3", "a length with leading zeros goes on as it is read")
            .client(
                "POST / HTTP/1.1", "Host: shop.test", "Content-Length: 0005", "", "hello" + HIDDEN)
            .answers(2)
            .originHasAll(
                lines("POST / HTTP/1.1", "Host: shop.test", "Content-Length: 5", "", "hello"),
                HIDDEN),
        http11("6.3", "what follows a request without a body is a request")
            .client("GET / HTTP/1.1", "Host: shop.test", "", HIDDEN)
            .answers(2)
            .originHasAll(lines("GET / HTTP/1.1", "Host: shop.test", "", ""), HIDDEN),
        http11("7.1", "what follows the last chunk is a request")
            .chunks("5", "hello", "0", "", HIDDEN)
            .answers(2)
            .originHasAll(chunked("5", "hello", "0", "", ""), HIDDEN),
        http11("7.1", "a request within a chunk is data")
            .chunks("29", HIDDEN, "0", "", "")
            .originHasAll(chunked("29", HIDDEN, "0", "", "")),
        http11("7.1.1", "a request within an extension is dropped")
            .chunks("5;GET /hidden HTTP/1.1", "hello", "0", "", "")
            .originHasAll(chunked("5", "hello", "0", "", "")),
        http11("6.1", "chunked in other letters, among white space")
            .client(
                "POST / HTTP/1.1",
                "Host: shop.test",
                "TRANSFER-ENCODING:\t CHUNKED \t",
                "",
                "5",
                "hello",
                "0",
                "",
                "")
            .originHasAll(chunked("5", "hello", "0", "", "")),
        http11("6.1", "Connection cannot take the coding away from us")
            .client(
                "POST / HTTP/1.1",
                "Host: shop.test",
                "Connection: Transfer-Encoding",
                "Transfer-Encoding: chunked",
                "",
                "5",
                "hello",
                "0",
                "",
                HIDDEN)
            .answers(2)
            .originHasAll(chunked("5", "hello", "0", "", ""), HIDDEN),
        http11("6.3", "fields that only look like framing frame nothing")
            .client(
                "POST / HTTP/1.1",
                "Host: shop.test",
                "Content-Length: 5",
                "X-Transfer-Encoding: chunked",
                "Transfer-Encodin: chunked",
                "",
                "hello")
            .originHasAll(
                lines(
                    "POST / HTTP/1.1",
                    "Host: shop.test",
                    "Content-Length: 5",
                    "X-Transfer-Encoding: chunked",
                    "Transfer-Encodin: chunked",
                    "",
                    "hello")),
        http11("9.3", "a request behind one that was refused is not read")
            .client("POST / HTTP/1.1", "Host: shop.test", "Content-Length: x", "", HIDDEN + HIDDEN)
            .answers(2)
            .refused());
  }

  private static String chunked(String... lines) {
    return lines("POST / HTTP/1.1", "Host: shop.test", "Transfer-Encoding: chunked", "", "")
        + lines(lines);
  }
}
