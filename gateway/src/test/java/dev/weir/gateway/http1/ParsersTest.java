package dev.weir.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/// Whatever bytes come: a parser says what is wrong with them or takes them, and what it takes is
/// written in a form in which it is taken for the same again.
class ParsersTest {
  @Property(tries = 3000)
  void requestIsRefusedOrReadBackAsTheSame(
      @ForAll("requests") String head,
      @ForAll @Size(max = 2) List<@IntRange(max = 1 << 20) Integer> damages) {
    Statistics.collect(Heads.checkRequest(whole(Bytes.damaged(head, damages))));
    Statistics.coverage(seen -> seen.check(true).percentage(share -> share > 10));
    Statistics.coverage(seen -> seen.check(false).percentage(share -> share > 10));
  }

  @Property(tries = 3000)
  void responseIsRefusedOrReadBackAsTheSame(
      @ForAll("responses") String head,
      @ForAll @Size(max = 2) List<@IntRange(max = 1 << 20) Integer> damages) {
    Statistics.collect(Heads.checkResponse(whole(Bytes.damaged(head, damages))));
    Statistics.coverage(seen -> seen.check(true).percentage(share -> share > 10));
    Statistics.coverage(seen -> seen.check(false).percentage(share -> share > 10));
  }

  @Provide
  Arbitrary<String> requests() {
    return Combinators.combine(
            mostly(
                List.of("GET", "POST", "OPTIONS", "VERSION-CONTROL"),
                List.of("CONNECT", "get", "")),
            mostly(
                List.of("/", "/a?b", "http://h/x?y", "http://h", "https://[::1]:1?q"),
                List.of("*", "h:1", "/ ", "")),
            mostly(List.of(" HTTP/1.1", " HTTP/1.0"), List.of(" HTTP/2.0", "")),
            fields())
        .as((method, target, end, fields) ->
            method + " " + target + end + "\r\nHost: h\r\n" + fields);
  }

  @Provide
  Arbitrary<String> responses() {
    return Combinators.combine(
            mostly(
                List.of(
                    "HTTP/1.1 200 OK",
                    "HTTP/1.0 404",
                    "HTTP/1.1 304 ",
                    "HTTP/1.1 103 Early",
                    "HTTP/1.1 799 X Y"),
                List.of("HTTP/2.0 200 OK", "")),
            fields())
        .as((line, fields) -> line + "\r\n" + fields);
  }

  private static Arbitrary<String> fields() {
    return mostly(
            List.of(
                "Content-Length: 5\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Connection: close, X\r\n",
                "X: 1\r\n",
                "X:\t 2 \r\n",
                "Z:\r\n",
                "X: \u00e9\r\n"),
            List.of(
                "Host: h:80\r\n",
                "Content-Length:5,5\r\n",
                "Y : 3\r\n",
                "Z: a\r\n b\r\n",
                " c\r\n",
                "\u00e9: 1\r\n"))
        .list()
        .ofMaxSize(6)
        .map(fields -> String.join("", fields));
  }

  private static Arbitrary<String> mostly(List<String> good, List<String> bad) {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.of(good)), Tuple.of(1, Arbitraries.of(bad)));
  }

  // As the scanner would hand it over: no line of it is empty and none ends in a bare LF.
  private static byte[] whole(String head) {
    String lines = head.replaceAll("(?<!\r)\n", "\r\n").replaceAll("(\r\n)+", "\r\n");
    return (lines.replaceAll("^(\r\n)+|(\r\n)+$", "") + "\r\n\r\n").getBytes(ISO_8859_1);
  }
}
