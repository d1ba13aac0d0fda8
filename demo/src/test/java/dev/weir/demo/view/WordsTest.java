package dev.weir.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.demo.drill.DrillFailed;
import dev.weir.demo.drill.DrillPhase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  private static final Pattern VALUE = Pattern.compile("%[^ %]*?[sdf]");

  @ParameterizedTest
  @ValueSource(strings = {"dev.weir.demo.view.demo", "dev.weir.demo.shop.shop"})
  void bothLanguagesSayTheSameThings(String bundle) {
    ResourceBundle english = ResourceBundle.getBundle(bundle, Locale.ENGLISH);
    ResourceBundle korean = ResourceBundle.getBundle(bundle, Locale.KOREAN);
    assertThat(korean.keySet()).isEqualTo(english.keySet());
    assertThat(english.keySet())
        .allSatisfy(key -> assertThat(values(korean, key)).as(key).isEqualTo(values(english, key)));
  }

  @Test
  void everyPhaseAndFailureHasItsWords() {
    Arrays.stream(DrillPhase.values())
        .forEach(phase -> assertThat(english("drill.begins." + phase.word())).isNotBlank());
    Arrays.stream(DrillFailed.Why.values())
        .forEach(why -> assertThat(english("drill.failed." + why)).isNotBlank());
  }

  @Test
  void theEnvironmentChoosesTheLanguageAsPosixDoes() {
    assertThat(Words.of(Map.of("LANG", "ko_KR.UTF-8"))).isEqualTo(Words.of("ko"));
    assertThat(Words.of(Map.of("LANG", "ko_KR.UTF-8", "LC_ALL", "C"))).isEqualTo(Words.of("en"));
    assertThat(Words.of(Map.of("LANG", "C", "LC_MESSAGES", "ko"))).isEqualTo(Words.of("ko"));
    assertThat(Words.of(Map.of())).isEqualTo(Words.of("en"));
  }

  private static String english(String key) {
    return Words.of("en").text(key);
  }

  private static List<String> values(ResourceBundle bundle, String key) {
    return VALUE.matcher(bundle.getString(key)).results().map(found -> found.group()).toList();
  }
}
