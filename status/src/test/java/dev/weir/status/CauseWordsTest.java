package dev.weir.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CauseWordsTest {
  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCauseHasWordsInBothLanguages(Cause cause) {
    for (Language language : Language.values()) {
      CauseWords words = CauseWords.of(cause, language);

      assertThat(words.title()).isNotBlank().hasSizeLessThan(48).doesNotEndWith(".");
      assertThat(words.detail()).isNotBlank().hasSizeLessThan(200);
      assertThat(words.advice()).isNotBlank().hasSizeLessThan(200);
      assertThat(words.checks()).isNotEmpty().allSatisfy(check -> assertThat(check).isNotBlank());
    }
    assertThat(CauseWords.of(cause, Language.KO).checks())
        .hasSameSizeAs(CauseWords.of(cause, Language.EN).checks());
  }

  @Test
  void bundlesHaveTheSameKeysAndNoStrayOnes() throws Exception {
    Set<String> expected = new TreeSet<>();
    for (Cause cause : Cause.values()) {
      for (String part : new String[] {"title", "detail", "advice", "checks"}) {
        expected.add(cause.code() + "." + part);
      }
    }
    for (Sent sent : Sent.values()) {
      expected.add("sent." + sent.code());
    }
    for (String part : new String[] {"title", "detail", "advice"}) {
      expected.add(Problem.ORIGIN_ERROR + "." + part);
    }
    expected.add("method_not_allowed.detail.allow");
    expected.add("request_header_too_large.detail.header-name");
    expected.add("request_body_too_large.detail.limit");

    assertThat(bundle("en").stringPropertyNames()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(bundle("ko").stringPropertyNames()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void koreanIsKoreanAndEnglishIsNot() throws Exception {
    bundle("ko")
        .forEach((key, text) -> assertThat((String) text).as("%s", key).matches("(?s).*[가-힣].*"));
    bundle("en")
        .forEach((key, text) -> assertThat((String) text).as("%s", key).matches("\\p{ASCII}+"));
  }

  @Test
  void causesOfOneProblemTypeShareOneTitle() {
    for (Language language : Language.values()) {
      Map<String, String> titles = new HashMap<>();
      for (Cause cause : Cause.values()) {
        String title = CauseWords.of(cause, language).title();
        assertThat(titles.putIfAbsent(cause.type(), title)).isIn(null, title);
      }
      assertThat(titles.values()).doesNotHaveDuplicates();
    }
  }

  @Test
  void parametersMakeTheDetailExact() {
    Failure failure = Failure.of(Cause.REQUEST_HEADER_TOO_LARGE, "").with("header-name", "cookie");

    assertThat(CauseWords.of(failure, Language.EN).detail())
        .isEqualTo("The header field cookie is larger than we accept.");
    assertThat(CauseWords.of(failure, Language.KO).detail()).contains("cookie");
    assertThat(CauseWords.of(Failure.of(Cause.REQUEST_HEADER_TOO_LARGE, ""), Language.EN).detail())
        .doesNotContain("{}");
  }

  @Test
  void valueFromOutsideIsCutShort() {
    Failure failure =
        Failure.of(Cause.REQUEST_HEADER_TOO_LARGE, "").with("header-name", "x".repeat(8000));

    assertThat(CauseWords.of(failure, Language.EN).detail()).hasSizeLessThan(150).contains("x…");
  }

  @Test
  void sentIsSaidInBothLanguages() {
    for (Sent sent : Sent.values()) {
      assertThat(CauseWords.sent(sent, Language.EN)).isNotBlank();
      assertThat(CauseWords.sent(sent, Language.KO)).isNotBlank();
    }
    assertThat(CauseWords.sent(Sent.MAYBE, Language.KO)).contains("처리되었을 수 있습니다");
  }

  private static Properties bundle(String language) throws Exception {
    Properties properties = new Properties();
    try (var in = CauseWords.class.getResourceAsStream("causes_" + language + ".properties")) {
      assertThat(in).isNotNull();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }
}
