package dev.weir.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.status.Catalogue;
import dev.weir.status.Cause;
import dev.weir.status.Language;
import dev.weir.status.StatusCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTextTest {
  @Test
  void codeShowsItsWholeCard() {
    StatusCode code = Catalogue.of("502").get(0);
    List<String> lines = lines("502", Language.EN, 120);
    assertThat(lines.get(0)).isEqualTo("502 Bad Gateway");
    assertThat(lines)
        .contains("Defined by     RFC 9110 15.6.3", "Who acts       origin, gateway")
        .containsSubsequence("Likely causes", "First checks", "What helps");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("  - ") || line.matches("  \\d\\. .*"))
        .hasSize(
            Stream.of(
                    code.words(Language.EN).causes(),
                    code.words(Language.EN).checks(),
                    code.words(Language.EN).remedies())
                .mapToInt(List::size)
                .sum());
  }

  @Test
  void collidingCodeShowsAllOfItsMeanings() {
    assertThat(lines("499", Language.EN, 80))
        .containsSubsequence(
            "499 Client Closed Request",
            "Defined by     nginx (also Cloudflare logs)",
            "499 Token Required",
            "Defined by     Esri ArcGIS")
        .startsWith("499 has 2 meanings. Who sent or logged it tells which one is meant.");
  }

  @ParameterizedTest
  @EnumSource
  void unlistedCodeSaysThatItIsNotListed(Language language) {
    String unlisted = String.join(" ", lines("577", language, 80));
    assertThat(unlisted).contains("577 Server Error").contains("RFC 9110");
    assertThat(unlisted).doesNotContain("Internal Server Error");
  }

  @Test
  void unlistedSubStatusSaysThatItIsItsMainCode() {
    assertThat(lines("500.99", Language.EN, 80).get(0)).contains("500.99").contains("500");
    assertThat(lines("500.19", Language.EN, 80).get(0)).startsWith("500.19 Configuration data");
  }

  @ParameterizedTest
  @EnumSource
  void classListsItsCodes(Language language) {
    List<String> lines = lines("4xx", language, 80);
    assertThat(lines).anyMatch(line -> line.startsWith("404 ") && line.contains("Not Found"));
    assertThat(lines).anyMatch(line -> line.startsWith("404.13 "));
    assertThat(lines).anyMatch(line -> line.startsWith("499.esri "));
    assertThat(lines).noneMatch(line -> line.startsWith("502 "));
  }

  @ParameterizedTest
  @EnumSource
  void listOfCausesHasAllOfThem(Language language) {
    String page = String.join("\n", lines("causes", language, 80));
    for (Cause cause : Cause.values()) {
      assertThat(page).contains("\n" + cause.status() + "  " + cause.code() + " ");
    }
  }

  @Test
  void causeShowsItsCard() {
    assertThat(lines("connection_refused", Language.KO, 100))
        .contains("재시도         가능. 안전하거나 멱등이거나 멱등성 키가 있는 요청에 한해 백오프와 지터를 두고 재시도")
        .contains("Proxy-Status   connection_refused")
        .contains("조치할 쪽      오리진");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 120})
  void nothingIsWiderThanThePage(int width) {
    for (Language language : Language.values()) {
      Stream.concat(
              Stream.of("all", "causes", "4xx", "none", "invalid", "477", "500.99", "499"),
              Stream.concat(
                  Catalogue.all().stream().map(StatusCode::key),
                  Stream.of(Cause.values()).map(Cause::code)))
          .flatMap(words -> lines(words, language, width).stream())
          .forEach(line -> assertThat(Columns.width(line)).as(line).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void colourIsThereOnlyWhenItIsWanted() {
    Explanation all = new Explanation.OfAll();
    ExplainWords words = new ExplainWords(Language.EN);
    assertThat(new ExplanationText(words, 80, false).lines(all)).noneMatch(this::hasEscape);
    assertThat(new ExplanationText(words, 80, true).lines(all)).anyMatch(this::hasEscape);
  }

  private boolean hasEscape(String line) {
    return line.contains("\u001b[");
  }

  private static List<String> lines(String words, Language language, int width) {
    Explanation explanation = Explanation.of(words).orElseThrow();
    return new ExplanationText(new ExplainWords(language), width, false).lines(explanation);
  }
}
