package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.status.Language;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageOptionTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', '', EN",
    "ko_KR.UTF-8, '', en_US.UTF-8, KO",
    "C, '', ko_KR.UTF-8, EN",
    "'', ko_KR.UTF-8, en_US.UTF-8, KO",
    "'', '', ko_KR.UTF-8, KO",
    "'', '', ko, KO",
    "'', '', kok_IN, EN",
    "'', '', de_DE.UTF-8, EN",
  })
  void firstVariableThatIsSetDecides(String all, String messages, String lang, Language expected) {
    var environment = Map.of("LC_ALL", all, "LC_MESSAGES", messages, "LANG", lang);
    assertThat(LanguageOption.of(environment)).isEqualTo(expected);
  }
}
