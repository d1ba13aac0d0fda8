package dev.weir.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.status.Language;

class ConfigurationFuzzTest {
  /// Whatever stands in the file: it is a configuration that can be written out and read back, or
  /// there is a mistake with a place and words in both languages.
  @FuzzTest
  void fileIsRightOrEveryMistakeIsTold(byte[] bytes) {
    switch (ConfigurationReader.read("weir.yaml", new String(bytes, UTF_8))) {
      case Reading.Valid valid -> {
        String written = EffectiveConfiguration.yaml(valid.config());
        assertThat(ConfigurationReader.read("weir.yaml", written)).isEqualTo(valid);
      }
      case Reading.Invalid invalid -> {
        assertThat(invalid.mistakes()).isNotEmpty();
        for (Mistake mistake : invalid.mistakes()) {
          for (Language language : Language.values()) {
            assertThat(mistake.in(language)).startsWith("weir.yaml");
          }
        }
      }
    }
  }
}
