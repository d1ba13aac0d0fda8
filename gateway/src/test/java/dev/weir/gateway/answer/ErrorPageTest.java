package dev.weir.gateway.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.config.ErrorPageConfig;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import dev.weir.status.Language;
import dev.weir.status.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorPageTest {
  private static final Instant NOW = Instant.parse("2026-07-01T09:30:00Z");
  private static final String HOSTILE = "\"><script>alert('x')</script>&{{brand}}\u0000";

  @TempDir private Path directory;

  @Test
  void tellsWhatHappenedWhatToDoAndTheId() {
    String html =
        page(
            config("Hanbit Market", "help@example.com"),
            Failure.of(Cause.BREAKER_OPEN, "").withRetryAfter(Duration.ofSeconds(30)),
            "en",
            true,
            "req-1");

    assertThat(html)
        .contains(
            "<html lang=\"en\">",
            "<title>We will be right back · Hanbit Market</title>",
            "<main class=\"busy\">",
            "<h1>We will be right back</h1>",
            "Your request was not processed.",
            "The problem is on our side.",
            "<code id=\"id\">req-1</code>",
            "datetime=\"2026-07-01T09:30:00Z\">2026-07-01 09:30:00 UTC<",
            "503 · Service paused after failures",
            "href=\"mailto:help@example.com?subject=Request%20ID%20req-1\">Contact support</a>",
            "data-reload=\"yes\"");
    assertThat(html).containsPattern("data-seconds=\"3[0-6]\"");
    assertThat(html).containsPattern("You can try again in 3[0-6] seconds\\.");
  }

  @Test
  void koreanPageIsKorean() {
    String html =
        page(
            ErrorPageConfig.DEFAULT,
            Failure.of(Cause.CONNECTION_TERMINATED, "").withSent(Sent.MAYBE),
            "ko-KR",
            false,
            "req-1");

    assertThat(html)
        .contains(
            "<html lang=\"ko\">",
            "<h1>지금 서비스에 연결할 수 없습니다</h1>",
            "요청이 이미 처리되었을 수 있습니다.",
            "요청 ID",
            "data-back=\"이전 화면으로\"");
  }

  @Test
  void pageOfAFormDoesNotLoadItselfAgain() {
    Failure failure = Failure.of(Cause.QUEUE_FULL, "").withRetryAfter(Duration.ofSeconds(30));

    assertThat(page(ErrorPageConfig.DEFAULT, failure, "en", false, "r"))
        .contains("data-reload=\"no\"", "href=\"/\" data-back=\"Go back\"");
  }

  @Test
  void visitorIsNotBlamedAndNotSentInCircles() {
    String html = page(ErrorPageConfig.DEFAULT, Failure.of(Cause.NO_ROUTE, ""), "en", true, "r");

    assertThat(html)
        .contains("<p class=\"blame\"></p>", "href=\"/\" data-back=\"\">Go to the home page</a>")
        .contains("data-sent=\"\"", "data-seconds=\"\"");
  }

  @Test
  void hostileValuesStayText() {
    String html =
        page(
            config(HOSTILE, "https://example.com/?a=1&b=\"x"),
            Failure.of(Cause.REQUEST_HEADER_TOO_LARGE, "").with("header-name", HOSTILE),
            "en",
            true,
            HOSTILE);

    assertThat(html)
        .doesNotContain("<script>alert", "\u0000", "b=\"x")
        .contains("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;{{brand}}\uFFFD");
    assertThat(Pattern.compile("<script").matcher(html).results()).hasSize(1);
  }

  @Test
  void loadsNothingFromOutside() {
    String html =
        page(config("Brand", "help@example.com"), Failure.of(Cause.DNS_ERROR, ""), "ko", true, "r");

    assertThat(html)
        .doesNotContain("http:", "https:", "//cdn", "src=", "@import", "url(", "style=", "onclick");
    assertThat(html).containsPattern("<link rel=\"icon\" href=\"data:,\">");
  }

  @Test
  void policyAllowsExactlyTheStyleAndTheScriptOfThePage() throws Exception {
    GatewayAnswer answer =
        answer(ErrorPageConfig.DEFAULT, Failure.of(Cause.NO_ROUTE, ""), "ko", true, "r");
    String html = new String(answer.body(), UTF_8);

    assertThat(answer.field("content-security-policy"))
        .contains(
            "default-src 'none'; style-src 'sha256-"
                + hash(html, "style")
                + "'; script-src 'sha256-"
                + hash(html, "script")
                + "'; img-src data:; base-uri 'none'; form-action 'none'");
  }

  @Test
  void ownTemplateIsFilledIn() throws IOException {
    ErrorPageConfig config =
        template("<p title=\"{{ title }}\">{{label.request-id}} {{request-id}} {{status}}</p>");

    GatewayAnswer answer = answer(config, Failure.of(Cause.NO_ROUTE, ""), "ko", true, "a<b");

    assertThat(new String(answer.body(), UTF_8))
        .isEqualTo("<p title=\"찾을 수 없음\">요청 ID a&lt;b 404</p>");
    assertThat(answer.field("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'; style-src 'none'; script-src 'none';");
  }

  @Test
  void hashIsOfWhatABrowserSees() throws IOException {
    String windows =
        answer(template("<style>\r\na{}\r\n</style>{{request-id}}"), notFound(), "en", true, "r")
            .field("content-security-policy")
            .orElseThrow();
    String unix =
        answer(template("<style>\na{}\n</style>{{request-id}}"), notFound(), "en", true, "r")
            .field("content-security-policy")
            .orElseThrow();

    assertThat(windows).isEqualTo(unix).contains("style-src 'sha256-");
  }

  @Test
  void unknownPlaceholderIsNamedWithItsLine() throws IOException {
    ErrorPageConfig config = template("<p>\n{{request-id}}\n{{requst-id}}</p>");

    assertThatThrownBy(() -> ErrorPage.of(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            config.template().orElseThrow()
                + ":3: unknown placeholder {{requst-id}} (expected: one of lang, page-title,")
        .hasMessageContaining("request-id");
  }

  @Test
  void placeholderInScriptIsRefused() throws IOException {
    ErrorPageConfig config =
        template("{{request-id}}\n<script>var id = '{{request-id}}';</script>");

    assertThatThrownBy(() -> ErrorPage.of(config))
        .hasMessageEndingWith(
            ":2: placeholder inside <style> or <script> (expected: none; put it into an"
                + " attribute)");
  }

  @Test
  void templateMustShowTheId() throws IOException {
    ErrorPageConfig config = template("<h1>{{headline}}</h1>");

    assertThatThrownBy(() -> ErrorPage.of(config)).hasMessageContaining("no {{request-id}}");
  }

  @Test
  void fileThatCannotBeReadIsNamed() throws IOException {
    Path missing = directory.resolve("nowhere.html");
    Path binary = Files.write(directory.resolve("binary.html"), new byte[] {(byte) 0xFF, 0});
    Path large = Files.write(directory.resolve("large.html"), new byte[1024 * 1024 + 1]);

    for (Path file : new Path[] {missing, binary, large, directory}) {
      assertThatThrownBy(() -> ErrorPage.of(of(Optional.of(file), "", "")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("template: " + file)
          .hasMessageContaining("(expected: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "help desk", "a@b@c", "data:text/html,x"})
  void supportIsAUrlOrAMailAddress(String support) {
    assertThatThrownBy(() -> ErrorPage.of(config("", support)))
        .hasMessage("support: " + support + " (expected: a URL or a mail address)");
  }

  @Test
  void wordsAreCompleteInBothLanguages() {
    PageWords english = PageWords.of(Language.EN);
    PageWords korean = PageWords.of(Language.KO);

    assertThat(korean.keys()).isEqualTo(english.keys());
    for (String key : english.keys()) {
      assertThat(english.text(key)).as(key).isNotBlank().doesNotMatch("(?s).*[가-힣].*");
      assertThat(korean.text(key)).as(key).matches("(?s).*[가-힣].*");
      assertThat(korean.text(key).contains("{}"))
          .as(key)
          .isEqualTo(english.text(key).contains("{}"));
    }
    for (Cause cause : Cause.values()) {
      if (cause != Cause.CLIENT_GONE) {
        assertThat(english.find("headline." + cause.status())).as(cause.code()).isPresent();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 59, 90, 91, 3600, 7200, 86_400})
  void waitIsSaidInAFittingUnit(long seconds) {
    String html =
        new String(
            new GatewayAnswers(
                    "w",
                    ErrorPageConfig.DEFAULT,
                    new Random(1) {
                      @Override
                      public double nextDouble() {
                        return 0;
                      }
                    })
                .answer(
                    notFound().withRetryAfter(Duration.ofSeconds(seconds)),
                    new ClientPreferences("text/html", "en", "", true, "", true),
                    "r",
                    NOW,
                    "")
                .body(),
            UTF_8);

    assertThat(html)
        .contains(
            seconds == 1
                ? "in 1 second."
                : seconds <= 90
                    ? "in " + seconds + " seconds."
                    : seconds <= 5400
                        ? "in about " + (seconds == 91 ? 2 : 60) + " minutes."
                        : "in about " + seconds / 3600 + " hours.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"error-page.md", "error-page.ko.md"})
  void everyPlaceholderIsDocumentedAndNoOther(String document) throws IOException {
    String text = Files.readString(Path.of("..", "docs", document));
    String table = text.substring(text.indexOf("|---|"), text.lastIndexOf('|'));
    var documented =
        Pattern.compile("\\{\\{([^}]*)}}")
            .matcher(table)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(PageValue.values()).map(PageValue::placeholder).toList());
  }

  private static Failure notFound() {
    return Failure.of(Cause.NO_ROUTE, "");
  }

  private static String hash(String html, String tag) throws Exception {
    MatchResult found =
        Pattern.compile("<" + tag + ">(.*?)</" + tag + ">", Pattern.DOTALL)
            .matcher(html)
            .results()
            .findFirst()
            .orElseThrow();
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(found.group(1).getBytes(UTF_8)));
  }

  private static String page(
      ErrorPageConfig config, Failure failure, String language, boolean safe, String id) {
    return new String(answer(config, failure, language, safe, id).body(), UTF_8);
  }

  private static GatewayAnswer answer(
      ErrorPageConfig config, Failure failure, String language, boolean safe, String id) {
    return new GatewayAnswers("weir", config, new Random(1))
        .answer(
            failure,
            new ClientPreferences("text/html", language, "", true, "", safe),
            id,
            NOW,
            "/");
  }

  private ErrorPageConfig template(String html) throws IOException {
    return of(Optional.of(Files.writeString(directory.resolve("page.html"), html)), "", "");
  }

  private static ErrorPageConfig config(String brand, String support) {
    return of(Optional.empty(), brand, support);
  }

  private static ErrorPageConfig of(Optional<Path> template, String brand, String support) {
    return new ErrorPageConfig(
        template,
        Optional.of(brand).filter(text -> !text.isEmpty()),
        Optional.of(support).filter(text -> !text.isEmpty()));
  }
}
