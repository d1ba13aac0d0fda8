package dev.weir.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueWordsTest {
  private static final List<String> FIELDS = List.of("meaning", "causes", "checks", "remedies");
  private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");

  @ParameterizedTest
  @EnumSource
  void fileHasAllKeysAndNoStrayOnes(Language language) {
    Set<String> expected = new TreeSet<>(Set.of("not_listed"));
    Stream.concat(
            Catalogue.all().stream().map(StatusCode::key),
            Stream.of(StatusClass.values()).map(StatusClass::code))
        .forEach(key -> FIELDS.forEach(field -> expected.add(key + "." + field)));
    assertThat(new TreeSet<>(CatalogueWords.file(language).stringPropertyNames()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void noWordsAreBlank(Language language) {
    assertThat(every(language)).noneMatch(String::isBlank);
    assertThat(every(language)).allMatch(text -> text.equals(text.strip()));
  }

  @Test
  void englishHasNoHangul() {
    assertThat(CatalogueWords.file(Language.EN).values())
        .noneMatch(text -> HANGUL.matcher(text.toString()).find());
  }

  @Test
  void everyKoreanTextIsKorean() {
    assertThat(CatalogueWords.file(Language.KO).values())
        .allMatch(text -> HANGUL.matcher(text.toString()).find());
  }

  @Test
  void bothLanguagesNameAsManyItems() {
    for (StatusCode each : Catalogue.all()) {
      assertThat(shape(each.words(Language.KO)))
          .as(each.key())
          .isEqualTo(shape(each.words(Language.EN)));
    }
  }

  @Test
  void codesThatMatterSayMoreThanOneThing() {
    assertThat(Catalogue.all())
        .filteredOn(CatalogueWordsTest::isCommon)
        .allSatisfy(
            each -> assertThat(shape(each.words(Language.EN))).allMatch(items -> items > 1));
  }

  @ParameterizedTest
  @EnumSource
  void unknownCodeGetsItsClassAndSaysSo(Language language) {
    StatusWords words = Catalogue.unknown(477).words(language);
    assertThat(words.meaning())
        .contains("477")
        .contains("RFC 9110")
        .endsWith(StatusClass.CLIENT_ERROR.words(language).meaning());
    assertThat(words.causes()).isEqualTo(StatusClass.CLIENT_ERROR.words(language).causes());
  }

  @Test
  void wordsWithoutAFieldAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new StatusWords("It failed.", List.of(), List.of("log"), List.of("wait")));
  }

  @Test
  void koreansReadKoreanAndOthersEnglish() {
    assertThat(Language.of(Locale.KOREA)).isEqualTo(Language.KO);
    assertThat(Language.of(Locale.forLanguageTag("ko"))).isEqualTo(Language.KO);
    assertThat(Language.of(Locale.US)).isEqualTo(Language.EN);
    assertThat(Language.of(Locale.JAPAN)).isEqualTo(Language.EN);
    assertThat(Language.of(Locale.ROOT)).isEqualTo(Language.EN);
  }

  private static boolean isCommon(StatusCode code) {
    boolean registered = code.source().matches("RFC (9110|6585|7725|8470|4918).*");
    boolean error = code.status() >= 400 && code.status() < 600 && code.status() != 418;
    boolean edge = code.source().equals("Cloudflare") || code.key().equals("499.nginx");
    return edge || registered && error && !code.source().contains("9110 15.5.19");
  }

  private static List<Integer> shape(StatusWords words) {
    return List.of(words.causes().size(), words.checks().size(), words.remedies().size());
  }

  private static List<String> every(Language language) {
    return Catalogue.all().stream()
        .map(each -> each.words(language))
        .flatMap(words ->
            Stream.of(List.of(words.meaning()), words.causes(), words.checks(), words.remedies())
                .flatMap(List::stream))
        .toList();
  }
}
