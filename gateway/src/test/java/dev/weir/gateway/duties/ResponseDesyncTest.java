package dev.weir.gateway.duties;

import static dev.weir.gateway.duties.Scene.OK;
import static dev.weir.gateway.duties.Scene.lines;
import static dev.weir.gateway.duties.Scene.printable;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers that two parsers could take for two different ones, or for two instead of one, as far as
/// [ResponseDutiesTest] does not have them: each ends with its exact cause, or reaches the client
/// in one form; what an origin says beyond its answer is never the answer to anybody's next
/// request.
class ResponseDesyncTest {
  private static final String TE = "Transfer-Encoding: chunked";
  private static final String EVIL = lines("HTTP/1.1 200 Evil", "Content-Length: 0", "", "");
  private static final String[] TWO_GETS = {
    "GET /1 HTTP/1.1", "Host: shop.test", "", "GET /2 HTTP/1.1", "Host: shop.test", "", ""
  };

  @AutoClose private static final Scenes SCENES = new Scenes();

  @ParameterizedTest(name = "{0}")
  @MethodSource({"codings", "lengths", "heads", "chunks", "oneForm", "split"})
  void answerHasOneMeaning(Duty duty) throws Exception {
    duty.play(SCENES);
  }

  static Stream<Duty> codings() {
    return Stream.of(
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding: gzip",
            "Transfer-Encoding: chunked;q=1",
            "Transfer-Encoding: \"chunked\"",
            "Transfer-Encoding: ,chunked",
            "Transfer-Encoding: chunked,",
            "Transfer-Encoding:",
            "Transfer-Encoding: chunked\u00a0",
            "Transfer-Encoding: \u0085chunked",
            "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
            "Transfer-Encoding: chunked\r\n x",
            "Transfer-Encoding: x\r\nContent-Length: 5")
        .map(field ->
            Duty.http11("6.1", printable(field))
                .origin("HTTP/1.1 200 OK", field, "", "0", "", EVIL)
                .answered(502, "http_response_transfer_coding"));
  }

  static Stream<Duty> lengths() {
    return Stream.of(
            "Content-Length: 2\r\nContent-Length: 02x",
            "Content-Length: 2\r\nContent-Length: 0",
            "Content-Length: 0\r\nContent-Length: 2",
            "Content-Length: 2, 2, 3",
            "Content-Length: 2,",
            "Content-Length: ,2",
            "Content-Length: 0x2",
            "Content-Length: 2_0",
            "Content-Length: 2 0",
            "Content-Length: 2\r\n 0",
            "Content-Length: 2\u00a0",
            "Content-Length: 9223372036854775808",
            "Content-Length: \u00b2")
        .map(field ->
            Duty.http11("6.3", printable(field))
                .origin("HTTP/1.1 200 OK", field, "", "ok" + EVIL)
                .answered(502, "http_protocol_error"));
  }

  static Stream<Duty> heads() {
    return Stream.of(
            "Transfer-Encoding\0: chunked",
            "\0Transfer-Encoding: chunked",
            "Transfer-Encoding\u000b: chunked",
            "Transfer-Encoding: \u000bchunked",
            "Transfer-Encoding: chunked\u0001",
            "Transfer Encoding: chunked",
            "Transfer-Encoding\u00a0: chunked",
            "X: y\rTransfer-Encoding: chunked",
            "X: y\nTransfer-Encoding: chunked",
            "X: y\r\r\nTransfer-Encoding: chunked",
            "X: y\r\n\rTransfer-Encoding: chunked",
            "Content-Length 2",
            "Set-Cookie: a=b\rX-Admin: 1")
        .map(field ->
            Duty.http11("5", printable(field))
                .origin("HTTP/1.1 200 OK", field, "", "0", "", EVIL)
                .answered(502, "http_protocol_error"));
  }

  static Stream<Duty> chunks() {
    return Stream.of(
            "2\nok\r\n0\r\n\r\n",
            "2\r\nok\n0\r\n\r\n",
            "2\r\nok0\r\n\r\n",
            "2\r\nokXX0\r\n\r\n",
            "2\r\nok\r\r0\r\n\r\n",
            "2\r\r\nok\r\n0\r\n\r\n",
            "2;a=\nok\r\n0\r\n\r\n",
            "2;\0\r\nok\r\n0\r\n\r\n",
            "2 \r\nok\r\n0\r\n\r\n",
            " 2\r\nok\r\n0\r\n\r\n",
            "0x2\r\nok\r\n0\r\n\r\n",
            "+2\r\nok\r\n0\r\n\r\n",
            "-2\r\nok\r\n0\r\n\r\n",
            "2_0\r\nok\r\n0\r\n\r\n",
            "g\r\nok\r\n0\r\n\r\n",
            "\r\nok\r\n0\r\n\r\n",
            ";a\r\nok\r\n0\r\n\r\n",
            "10000000000000002\r\nok\r\n0\r\n\r\n",
            "FFFFFFFFFFFFFFFF\r\nok\r\n0\r\n\r\n",
            "2\r\nok\r\n0\n\r\n",
            "2\r\nok\r\n0\r\n\n",
            "2\r\nok\r\n0\r\nX: y\n\r\n",
            "2\r\nok\r\n0\r\nX y\r\n\r\n",
            "2\r\nok\r\n0\r\nX: y\r\n z\r\n\r\n",
            "2\r\nok\r\n0\r\nHTTP/1.1 200 OK\r\n\r\n")
        .map(body ->
            Duty.http11("7.1", printable(body))
                .origin("HTTP/1.1 200 OK", TE, "", body)
                .answered(502, "http_response_transfer_coding"));
  }

  static Stream<Duty> oneForm() {
    String chunked = "transfer-encoding: chunked";
    return Stream.of(
        Duty.http11("6.1", "chunks win over a length, wherever it stands")
            .origin("HTTP/1.1 200 OK", TE, "Content-Length: 0", "", "2", "ok", "0", "", "")
            .clientHas("HTTP/1.1 200 OK", chunked, "", "2", "ok", "0", "", ""),
        Duty.http11("6.1", "chunks win over two lengths")
            .origin(
                "HTTP/1.1 200 OK",
                "Content-Length: 1",
                TE,
                "Content-Length: 2",
                "",
                "2",
                "ok",
                "0",
                "",
                "")
            .clientHas("HTTP/1.1 200 OK", chunked, "", "2", "ok", "0", "", ""),
        Duty.http11("6.1", "a coding behind white space is one")
            .origin("HTTP/1.1 200 OK", "Transfer-Encoding \t: chunked", "", "2", "ok", "0", "", "")
            .clientHas("HTTP/1.1 200 OK", chunked, "", "2", "ok", "0", "", ""),
        Duty.http11("5.2", "a folded coding is one")
            .origin("HTTP/1.1 200 OK", "Transfer-Encoding:", " chunked", "", "2", "ok", "0", "", "")
            .clientHas("HTTP/1.1 200 OK", chunked, "", "2", "ok", "0", "", ""),
        Duty.http11("6.3", "a length of zeros before it is said without")
            .origin("HTTP/1.1 200 OK", "Content-Length: 0002", "", "ok")
            .clientHas("HTTP/1.1 200 OK", "content-length: 2", "", "ok"),
        Duty.http11("6.3", "a field that only looks like framing frames nothing")
            .origin("HTTP/1.1 200 OK", "Transfer_Encoding: chunked", "Content-Length: 2", "", "ok")
            .clientHas(
                "HTTP/1.1 200 OK", "Transfer_Encoding: chunked", "Content-Length: 2", "", "ok"),
        Duty.http11("6.3", "Connection of an origin takes no coding away")
            .origin(
                "HTTP/1.1 200 OK",
                "Connection: Transfer-Encoding, Content-Length",
                TE,
                "",
                "2",
                "ok",
                "0",
                "",
                "")
            .clientHas("HTTP/1.1 200 OK", chunked, "", "2", "ok", "0", "", ""));
  }

  // What an origin says behind an answer goes to nobody, whoever asks next.
  static Stream<Duty> split() {
    return Stream.of(
        two("behind a length of nothing", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        two("behind a length", OK),
        two("behind 204", "HTTP/1.1 204 No Content\r\n\r\n"),
        two("behind 304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"));
  }

  private static Duty two(String words, String answer) {
    return Duty.http11("9.2", "a second answer " + words)
        .client(TWO_GETS)
        .answers(2)
        .origin(answer + EVIL)
        .clientHas(answer + answer);
  }
}
