package dev.weir.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.AnsweredBy;
import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.FilesConfig;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What RFC 9110 asks of whoever serves files, a row a duty, over real sockets.
class FileDutiesTest {
  private static final String TEXT = "0123456789abcdefghij";
  private static final String LONG = "x".repeat(100) + "0123456789" + "y".repeat(100);
  private static final String LATER = "Sun, 06 Nov 1994 08:49:38 GMT";
  private static final String EARLIER = "Sun, 06 Nov 1994 08:49:36 GMT";

  @TempDir static Path temp;
  private static TestingGateway gateway;
  private static String tag;

  @BeforeAll
  static void serve() throws IOException {
    TestingFolder folder = new TestingFolder(Files.createDirectories(temp.resolve("root")));
    folder.write("a.txt", TEXT);
    folder.write("long.txt", LONG);
    folder.write("empty.txt", "");
    folder.write("unknown.thing", TEXT);
    folder.write("sub/index.html", "<p>sub");
    folder.write("sub/page.html", "<p>page");
    folder.write("no-index/page.html", "<p>page");
    folder.write("index.html", "<p>root");
    folder.write("app.js", "plain");
    folder.write("app.js.br", "brotli");
    folder.write("app.js.gz", "gzip");
    folder.write("old.js", "plain");
    folder.write("old.js.gz", "stale", Instant.parse("1993-01-01T00:00:00Z"));
    folder.write(".hidden", "secret");
    folder.write(".git/config", "secret");
    folder.write(".well-known/security.txt", "Contact: us");
    folder.write("sub/.well-known/x", "secret");
    Files.writeString(folder.root().resolve("fresh.txt"), TEXT);
    Files.writeString(temp.resolve("outside.txt"), "secret");
    Files.createSymbolicLink(folder.root().resolve("out"), temp.resolve("outside.txt"));
    Files.createSymbolicLink(folder.root().resolve("up"), temp);
    Files.createSymbolicLink(folder.root().resolve("in"), folder.root().resolve("a.txt"));
    Files.createSymbolicLink(folder.root().resolve("loop"), folder.root().resolve("loop"));
    FilesConfig config =
        new FilesConfig(folder.root(), "index.html", true, Optional.of("max-age=60"));
    gateway = TestingGateway.start(TestingFolder.served(config));
    tag = get("/a.txt").field("etag");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /// A duty, and what is sent to see it done.
  ///
  /// @param expected a status, or a status and the body; then lines that the head has, or with an
  ///   exclamation mark names of fields that it has not
  record Row(
      String section,
      String words,
      String method,
      String path,
      String[] fields,
      String... expected) {
    @Override
    public String toString() {
      return section + ": " + words;
    }
  }

  private static Row row(
      String section, String words, String path, String fields, String... expected) {
    return new Row(section, words, "GET", path, fields(fields), expected);
  }

  private static Row method(
      String method, String section, String words, String path, String fields, String... expected) {
    return new Row(section, words, method, path, fields(fields), expected);
  }

  private static String[] fields(String fields) {
    return fields.isEmpty() ? new String[0] : fields.split("\\|", -1);
  }

  static List<Row> content() {
    return List.of(
        row(
            "8.3",
            "the type follows the name",
            "/a.txt",
            "",
            "200 " + TEXT,
            "content-type: text/plain; charset=utf-8",
            "x-content-type-options: nosniff",
            "cache-control: max-age=60",
            "accept-ranges: bytes",
            "content-length: 20",
            "last-modified: " + TestingFolder.MODIFIED,
            "!vary",
            "!content-encoding",
            "!transfer-encoding"),
        row(
            "8.3",
            "an unknown type is for storing",
            "/unknown.thing",
            "",
            "200 " + TEXT,
            "content-type: application/octet-stream"),
        row("8.6", "an empty file is empty", "/empty.txt", "", "200 ", "content-length: 0"),
        method(
            "HEAD",
            "9.3.2",
            "HEAD has the fields of GET",
            "/a.txt",
            "",
            "200",
            "content-length: 20",
            "content-type: text/plain; charset=utf-8",
            "etag: TAG"),
        method(
            "OPTIONS",
            "9.3.7",
            "OPTIONS tells what can be done",
            "/a.txt",
            "",
            "204",
            "allow: GET, HEAD, OPTIONS"),
        method(
            "POST",
            "15.5.6",
            "a file takes no POST",
            "/a.txt",
            "Content-Length: 0",
            "405",
            "allow: GET, HEAD, OPTIONS"),
        method("DELETE", "15.5.6", "a file takes no DELETE", "/a.txt", "", "405"),
        row("4.2.3", "percent-encoding is undone once", "/%61.txt", "", "200 " + TEXT),
        row("4.2.3", "and not twice", "/%2561.txt", "", "404"),
        row("4.1", "the query names no file", "/a.txt?b=c", "", "200 " + TEXT),
        row(
            "15.5.5",
            "what is not there is not found",
            "/b.txt",
            "",
            "404",
            "content-type: application/problem+json"),
        row("15.5.5", "a file is no folder", "/a.txt/", "", "404"),
        row("15.5.5", "nor has it anything below it", "/a.txt/b", "", "404"),
        row("15.5.5", "a name that is too long", "/" + "a".repeat(300), "", "404"));
  }

  static List<Row> folders() {
    return List.of(
        row(
            "9.3.1",
            "a folder with a slash is its index",
            "/sub/",
            "",
            "200 <p>sub",
            "content-type: text/html; charset=utf-8"),
        row("9.3.1", "so is the root", "/", "", "200 <p>root"),
        row(
            "15.4.2",
            "a folder without a slash is sent to it",
            "/sub?a=b",
            "",
            "301",
            "location: /sub/?a=b",
            "cache-control: max-age=86400"),
        method("HEAD", "15.4.2", "HEAD as well", "/sub", "", "301", "location: /sub/"),
        row("15.5.5", "a folder without an index is not found", "/no-index/", "", "404"),
        row(
            "RFC 3986 4.2",
            "no redirect to a host of the client's choice",
            "//sub",
            "",
            "404",
            "!location"));
  }

  static List<Row> outside() {
    return List.of(
        row("17.3", "dot segments", "/../outside.txt", "", "404"),
        row("17.3", "dot segments below a folder", "/sub/../../outside.txt", "", "404"),
        row("17.3", "dot segments that stay inside", "/sub/../a.txt", "", "404"),
        row("17.3", "a dot", "/./a.txt", "", "404"),
        row("17.3", "encoded dots", "/%2e%2e/outside.txt", "", "404"),
        row("17.3", "encoded twice", "/%252e%252e/outside.txt", "", "404"),
        row("17.3", "an encoded slash", "/..%2foutside.txt", "", "404"),
        row("17.3", "an encoded slash inside", "/sub%2fpage.html", "", "404"),
        row("17.3", "a backslash", "/..\\outside.txt", "", "404"),
        row("17.3", "an encoded backslash", "/..%5coutside.txt", "", "404"),
        row("17.3", "overlong UTF-8", "/%c0%ae%c0%ae/outside.txt", "", "404"),
        row("17.3", "half a percent sign", "/a.txt%", "", "404"),
        row("17.3", "a NUL", "/a.txt%00.html", "", "400"),
        row("17.3", "a control character", "/a.txt%0a", "", "404"),
        row("17.3", "an absolute path", "//etc/passwd", "", "404"),
        row("17.3", "an empty segment", "/sub//page.html", "", "404"),
        row("17.3", "a link that leads out", "/out", "", "404"),
        row("17.3", "a folder that leads out", "/up/outside.txt", "", "404"),
        row("17.3", "a folder that leads out and in again", "/up/root/a.txt", "", "200 " + TEXT),
        row("17.3", "a link that leads in circles", "/loop", "", "404"),
        row("17.3", "a link within the folder", "/in", "", "200 " + TEXT),
        row("17.3", "a hidden file", "/.hidden", "", "404"),
        row("17.3", "a hidden file with an encoded dot", "/%2ehidden", "", "404"),
        row("17.3", "a hidden folder", "/.git/config", "", "404"),
        row("RFC 8615", "what is well known", "/.well-known/security.txt", "", "200 Contact: us"),
        row("RFC 8615", "it is so in the root only", "/sub/.well-known/x", "", "404"));
  }

  static List<Row> conditions() {
    return List.of(
        row(
            "13.1.2",
            "If-None-Match with the tag",
            "/a.txt",
            "If-None-Match: \"x\", TAG",
            "304",
            "etag: TAG",
            "cache-control: max-age=60",
            "!content-length",
            "!content-type"),
        row("13.1.2", "compared weakly", "/a.txt", "If-None-Match: W/TAG", "304"),
        row(
            "13.1.2",
            "over several lines",
            "/a.txt",
            "If-None-Match: \"x\"|If-None-Match: TAG",
            "304"),
        row("13.1.2", "any", "/a.txt", "If-None-Match: *", "304"),
        row("13.1.2", "another", "/a.txt", "If-None-Match: \"x,y\"", "200 " + TEXT),
        row("13.1.2", "not a tag", "/a.txt", "If-None-Match: x", "200 " + TEXT),
        method("HEAD", "13.1.2", "of HEAD", "/a.txt", "If-None-Match: TAG", "304"),
        row(
            "13.1.3",
            "If-Modified-Since at the same time",
            "/a.txt",
            "If-Modified-Since: " + TestingFolder.MODIFIED,
            "304"),
        row("13.1.3", "later", "/a.txt", "If-Modified-Since: " + LATER, "304"),
        row("13.1.3", "earlier", "/a.txt", "If-Modified-Since: " + EARLIER, "200 " + TEXT),
        row(
            "5.6.7",
            "a date of RFC 850",
            "/a.txt",
            "If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT",
            "304"),
        row("5.6.7", "a date of C", "/a.txt", "If-Modified-Since: Sun Nov  6 08:49:37 1994", "304"),
        row("13.1.3", "no date", "/a.txt", "If-Modified-Since: yesterday", "200 " + TEXT),
        row(
            "13.1.3",
            "does not count beside If-None-Match",
            "/a.txt",
            "If-None-Match: \"x\"|If-Modified-Since: " + LATER,
            "200 " + TEXT),
        row("13.1.1", "If-Match with the tag", "/a.txt", "If-Match: TAG", "200 " + TEXT),
        row("13.1.1", "any", "/a.txt", "If-Match: *", "200 " + TEXT),
        row("13.1.1", "another", "/a.txt", "If-Match: \"x\"", "412"),
        row("13.1.1", "compared strongly", "/a.txt", "If-Match: W/TAG", "412"),
        row(
            "13.1.4",
            "If-Unmodified-Since",
            "/a.txt",
            "If-Unmodified-Since: " + TestingFolder.MODIFIED,
            "200 " + TEXT),
        row("13.1.4", "earlier", "/a.txt", "If-Unmodified-Since: " + EARLIER, "412"),
        row(
            "13.1.4",
            "does not count beside If-Match",
            "/a.txt",
            "If-Match: TAG|If-Unmodified-Since: " + EARLIER,
            "200 " + TEXT),
        row(
            "13.2.2",
            "If-Match comes before If-None-Match",
            "/a.txt",
            "If-Match: \"x\"|If-None-Match: TAG",
            "412"),
        row(
            "13.2.2",
            "If-None-Match comes before Range",
            "/a.txt",
            "If-None-Match: TAG|Range: bytes=0-1",
            "304"),
        row(
            "13.2.1",
            "nothing of it counts for what is not there",
            "/b.txt",
            "If-Match: \"x\"",
            "404"));
  }

  static List<Row> ranges() {
    return List.of(
        row(
            "14.1.2",
            "a range",
            "/a.txt",
            "Range: bytes=2-4",
            "206 234",
            "content-range: bytes 2-4/20",
            "content-length: 3",
            "etag: TAG"),
        row(
            "14.1.2",
            "the first byte",
            "/a.txt",
            "Range: bytes=0-0",
            "206 0",
            "content-range: bytes 0-0/20"),
        row("14.1.2", "an open range", "/a.txt", "Range: bytes=17-", "206 hij"),
        row("14.1.2", "a suffix", "/a.txt", "Range: bytes=-2", "206 ij"),
        row(
            "14.1.2",
            "a suffix longer than the file",
            "/a.txt",
            "Range: bytes=-99",
            "206 " + TEXT,
            "content-range: bytes 0-19/20"),
        row("14.1.2", "beyond the end", "/a.txt", "Range: bytes=18-99", "206 ij"),
        row(
            "14.1.2",
            "far beyond the end",
            "/a.txt",
            "Range: bytes=18-99999999999999999999999999",
            "206 ij"),
        row("14.1.1", "in capitals", "/a.txt", "Range: Bytes=0-1", "206 01"),
        row("14.2", "another unit", "/a.txt", "Range: lines=0-1", "200 " + TEXT, "!content-range"),
        row("14.1.1", "an end before the beginning", "/a.txt", "Range: bytes=4-2", "200 " + TEXT),
        row("14.1.1", "no numbers", "/a.txt", "Range: bytes=a-b", "200 " + TEXT),
        row("14.1.1", "nothing", "/a.txt", "Range: bytes=", "200 " + TEXT),
        row("14.1.1", "a sign", "/a.txt", "Range: bytes=+1-2", "200 " + TEXT),
        method(
            "HEAD",
            "14.2",
            "HEAD has no ranges",
            "/a.txt",
            "Range: bytes=2-4",
            "200",
            "content-length: 20"),
        row(
            "15.5.17",
            "behind the end",
            "/a.txt",
            "Range: bytes=20-",
            "416",
            "content-range: bytes */20"),
        row(
            "15.5.17",
            "a suffix of nothing",
            "/a.txt",
            "Range: bytes=-0",
            "416",
            "content-range: bytes */20"),
        row(
            "15.5.17",
            "of an empty file",
            "/empty.txt",
            "Range: bytes=0-0",
            "416",
            "content-range: bytes */0"),
        row("15.3.7.2", "what overlaps is one", "/a.txt", "Range: bytes=0-4,3-7", "206 01234567"),
        row("15.3.7.2", "what nearly touches is one", "/a.txt", "Range: bytes=0-0,2-2", "206 012"),
        row(
            "14.1.2",
            "what is not there is left out",
            "/a.txt",
            "Range: bytes=0-1,30-40",
            "206 01"),
        row(
            "17.15",
            "more ranges than anybody needs",
            "/a.txt",
            "Range: bytes=" + "0-,".repeat(1300) + "0-",
            "200 " + TEXT),
        row(
            "13.1.5",
            "If-Range with the tag",
            "/a.txt",
            "If-Range: TAG|Range: bytes=0-1",
            "206 01"),
        row("13.1.5", "another", "/a.txt", "If-Range: \"x\"|Range: bytes=0-1", "200 " + TEXT),
        row("13.1.5", "a weak one", "/a.txt", "If-Range: W/TAG|Range: bytes=0-1", "200 " + TEXT),
        row(
            "13.1.5",
            "another with what is not there",
            "/a.txt",
            "If-Range: \"x\"|Range: bytes=50-",
            "200 " + TEXT),
        row(
            "13.1.5",
            "the date",
            "/a.txt",
            "If-Range: " + TestingFolder.MODIFIED + "|Range: bytes=0-1",
            "206 01"),
        row(
            "13.1.5",
            "a later date",
            "/a.txt",
            "If-Range: " + LATER + "|Range: bytes=0-1",
            "200 " + TEXT));
  }

  static List<Row> codings() {
    return List.of(
        row(
            "12.5.3",
            "the best of those that are taken",
            "/app.js",
            "Accept-Encoding: gzip, br",
            "200 brotli",
            "content-encoding: br",
            "vary: Accept-Encoding",
            "content-type: text/javascript; charset=utf-8",
            "content-length: 6"),
        row(
            "12.5.3",
            "by weight",
            "/app.js",
            "Accept-Encoding: br;q=0.5, gzip",
            "200 gzip",
            "content-encoding: gzip"),
        row(
            "12.5.3",
            "refused by weight",
            "/app.js",
            "Accept-Encoding: br;q=0, gzip;q=0",
            "200 plain",
            "!content-encoding",
            "vary: Accept-Encoding"),
        row("12.5.3", "any", "/app.js", "Accept-Encoding: *", "200 brotli"),
        row("12.5.3", "any but one", "/app.js", "Accept-Encoding: *, br;q=0", "200 gzip"),
        row(
            "12.5.3",
            "rather as it is",
            "/app.js",
            "Accept-Encoding: gzip;q=0.5, identity",
            "200 plain"),
        row("12.5.3", "one that is not there", "/app.js", "Accept-Encoding: zstd", "200 plain"),
        row("12.5.3", "an old name", "/app.js", "Accept-Encoding: x-gzip", "200 gzip"),
        row("12.5.3", "no weight", "/app.js", "Accept-Encoding: gzip;q=much", "200 plain"),
        row("12.5.3", "without a word", "/app.js", "", "200 plain", "vary: Accept-Encoding"),
        row(
            "12.5.5",
            "a file with one form does not vary",
            "/a.txt",
            "Accept-Encoding: gzip",
            "200 " + TEXT,
            "!vary"),
        row(
            "14.2",
            "a range is one of the form",
            "/app.js",
            "Accept-Encoding: br|Range: bytes=0-1",
            "206 br",
            "content-range: bytes 0-1/6"),
        row(
            "8.8",
            "what is older than its file is not taken",
            "/old.js",
            "Accept-Encoding: gzip",
            "200 plain",
            "!vary"),
        row(
            "8.4",
            "asked for by name it is what it is",
            "/app.js.gz",
            "Accept-Encoding: gzip",
            "200 gzip",
            "content-type: application/gzip",
            "!content-encoding"));
  }

  @ParameterizedTest
  @MethodSource({"content", "folders", "outside", "conditions", "ranges", "codings"})
  void dutyIsDone(Row row) throws IOException {
    String[] fields = row.fields.clone();
    for (int i = 0; i < fields.length; i++) {
      fields[i] = fields[i].replace("TAG", tag);
    }
    Answer answer = send(row.method, row.path, fields);
    List<String> wanted = new ArrayList<>(List.of(row.expected));
    String status = wanted.removeFirst();
    assertThat(answer.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
    if (status.length() > 3) {
      assertThat(answer.text()).isEqualTo(status.substring(4));
    }
    assertThat(answer.text()).doesNotContain("secret");
    for (String line : wanted) {
      if (line.startsWith("!")) {
        assertThat(answer.has(line.substring(1))).as(line).isFalse();
      } else {
        assertThat(answer.lines()).contains(line.replace("TAG", tag));
      }
    }
    assertThat(answer.field("x-request-id")).hasSize(32);
  }

  @Test
  void severalRangesAreSeveralParts() throws IOException {
    Answer answer = get("/long.txt", "Range: bytes=0-1,100-109,-3");
    String boundary = answer.field("content-type").replace("multipart/byteranges; boundary=", "");
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.has("content-range")).isFalse();
    assertThat(answer.text())
        .isEqualTo(
            part("", boundary, "0-1", "xx")
                + part("\r\n", boundary, "100-109", "0123456789")
                + part("\r\n", boundary, "207-209", "yyy")
                + "\r\n--"
                + boundary
                + "--\r\n");
  }

  private static String part(String before, String boundary, String range, String content) {
    return before
        + "--%s\r\ncontent-type: text/plain; charset=utf-8\r\n".formatted(boundary)
        + "content-range: bytes %s/210\r\n\r\n%s".formatted(range, content);
  }

  @Test
  void eachFormHasItsOwnTag() throws IOException {
    String plain = get("/app.js").field("etag");
    String brotli = get("/app.js", "Accept-Encoding: br").field("etag");
    assertThat(brotli).isNotEqualTo(plain);
    assertThat(get("/app.js", "Accept-Encoding: br", "If-None-Match: " + brotli).status())
        .isEqualTo(304);
    assertThat(get("/app.js", "Accept-Encoding: br", "If-None-Match: " + plain).status())
        .isEqualTo(200);
  }

  @Test
  void aChangeOfThisSecondIsToldWeakly() throws IOException {
    Path file = temp.resolve("root/fresh.txt");
    // Not yet changed when it is asked for, so that the test does not depend on its own speed.
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.from(Instant.parse("2999-01-01T00:00:00Z")));
    Answer answer = get("/fresh.txt");
    assertThat(answer.field("etag")).startsWith("W/\"");
    assertThat(answer.field("last-modified")).doesNotContain("2999");
    assertThat(get("/fresh.txt", "If-Range: " + answer.field("etag"), "Range: bytes=0-1").status())
        .isEqualTo(200);
    assertThat(get("/fresh.txt", "If-None-Match: " + answer.field("etag")).status()).isEqualTo(304);
  }

  @Test
  void anExchangeIsTheGatewaysOwn() throws IOException {
    Exchange exchange = gateway.awaitExchange(get("/a.txt").field("x-request-id"));
    assertThat(exchange.answeredBy()).isEqualTo(AnsweredBy.GATEWAY);
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.responseBytes()).isEqualTo(20);
    assertThat(exchange.failure()).isEmpty();
  }

  @Test
  void aConnectionGoesOnAfterAFile() throws IOException {
    try (TestingClient client = gateway.connect()) {
      client
          .get("/a.txt")
          .get("/no", "Accept: text/plain")
          .get("/sub/")
          .get("/a.txt", "Range: bytes=1-1");
      assertThat(client.answer().text()).isEqualTo(TEXT);
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(client.answer().text()).isEqualTo("<p>sub");
      assertThat(client.answer().text()).isEqualTo("1");
    }
  }

  private static Answer get(String path, String... fields) throws IOException {
    return send("GET", path, fields);
  }

  private static Answer send(String method, String path, String... fields) throws IOException {
    try (TestingClient client = gateway.connect()) {
      client.send(TestingClient.head(method, path, fields));
      return method.equals("HEAD") ? client.answerHead() : client.answer();
    }
  }
}
