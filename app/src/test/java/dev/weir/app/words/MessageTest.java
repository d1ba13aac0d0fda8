package dev.weir.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.status.Language;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("%(\\d)\\$s");

  @ParameterizedTest
  @EnumSource
  void bundleHasExactlyTheMessages(Language language) {
    var keys = Arrays.stream(Message.values()).map(Message::key).collect(Collectors.toSet());
    assertThat(new Words(Message.class, "messages", language).keys())
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @ParameterizedTest
  @EnumSource
  void bothLanguagesNameTheSameThings(Message message) {
    assertThat(placeholders(message, Language.KO)).isEqualTo(placeholders(message, Language.EN));
  }

  @Test
  void partsThatAreSentencesTakeTheLanguageOfTheWhole() {
    var sentence = Message.VALUE.of("drain", Message.NOTHING_FOUND.of(), Message.A_RATIO.of());
    assertThat(sentence.in(Language.EN))
        .isEqualTo("drain: nothing (expected: a ratio from 0% to 100%)");
    assertThat(sentence.in(Language.KO)).isEqualTo("drain: 값 없음 (올바른 값: 0%에서 100% 사이의 비율)");
  }

  private static Set<String> placeholders(Message message, Language language) {
    return PLACEHOLDER
        .matcher(message.pattern(language))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
