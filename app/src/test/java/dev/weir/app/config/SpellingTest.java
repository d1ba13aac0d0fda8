package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KEYS = List.of("timeout", "trusted-hops", "to", "retry-after");

  @ParameterizedTest
  @CsvSource({
    "timout, timeout", // one letter is missing
    "timeoutt, timeout", // one is too many
    "timeuot, timeout", // two are swapped
    "TIMEOUT, timeout",
    "trustedHops, trusted-hops",
    "retry_after, retry-after",
  })
  void nearestWordWasMeant(String written, String meant) {
    assertThat(Spelling.meant(written, KEYS)).contains(meant);
  }

  @Test
  void nothingWasMeantByAWordThatIsFarFromAll() {
    assertThat(Spelling.meant("colour", KEYS)).isEmpty();
    assertThat(Spelling.meant("", KEYS)).isEmpty();
    assertThat(Spelling.meant("x".repeat(1_000_000), KEYS)).isEmpty();
  }
}
