package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.words.Words;
import dev.weir.status.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The pages under `docs` say what the code does.
class ReferenceTest {
  private static final Pattern KEYS =
      Pattern.compile("(?<=<!-- keys -->\n).*(?=<!-- end of keys -->)", Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("(?<=```yaml\n).*?(?=```)", Pattern.DOTALL);
  private static final Pattern HANGUL = Pattern.compile("[\uAC00-\uD7A3]");

  @ParameterizedTest
  @EnumSource
  void pageHasTheTableOfAllKeys(Language language) throws IOException {
    String table = ReferenceTable.of(language);
    Docs.update(
        page(language), text -> KEYS.matcher(text).replaceFirst(Matcher.quoteReplacement(table)));
    assertThat(found(KEYS, page(language))).as(Docs.HOW_TO_UPDATE).containsExactly(table);
  }

  @ParameterizedTest
  @EnumSource
  void examplesAreValid(Language language) throws IOException {
    assertThat(found(EXAMPLE, page(language)))
        .hasSize(2)
        .allSatisfy(example ->
            assertThat(ConfigurationReader.read("example", example))
                .isInstanceOf(Reading.Valid.class));
  }

  @ParameterizedTest
  @EnumSource
  void everyKeyIsDescribedAndNothingElse(Language language) {
    assertThat(words(language).keys())
        .containsExactlyInAnyOrderElementsOf(paths(Keys.ROOT).distinct().toList());
  }

  @Test
  void descriptionsAreInTheirLanguage() {
    Words english = words(Language.EN);
    Words korean = words(Language.KO);
    assertThat(english.keys())
        .allSatisfy(key -> assertThat(english.of(key)).doesNotContainPattern(HANGUL));
    assertThat(korean.keys()).allSatisfy(key -> assertThat(korean.of(key)).containsPattern(HANGUL));
  }

  private static Words words(Language language) {
    return new Words(ConfigurationSchema.class, "configuration", language);
  }

  private static Stream<String> paths(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar -> Stream.empty();
      case Shape.Items items -> paths(items.item());
      case Shape.Named named -> paths(named.section());
      case Shape.Section section -> section.keys().stream().flatMap(ReferenceTest::paths);
      case Shape.Group group -> group.keys().stream().flatMap(ReferenceTest::paths);
    };
  }

  private static Stream<String> paths(Key key) {
    return Stream.concat(Stream.of(key.path()), paths(key.shape()));
  }

  private static Path page(Language language) {
    return Docs.file(
        switch (language) {
          case EN -> "configuration.md";
          case KO -> "configuration.ko.md";
        });
  }

  private static List<String> found(Pattern pattern, Path page) throws IOException {
    return pattern.matcher(Files.readString(page)).results().map(MatchResult::group).toList();
  }
}
