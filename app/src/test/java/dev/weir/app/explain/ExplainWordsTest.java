package dev.weir.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.status.Language;
import dev.weir.status.Retry;
import dev.weir.status.RetryAfterSource;
import dev.weir.status.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainWordsTest {
  @Test
  void bothLanguagesHaveTheSameKeys() {
    assertThat(new ExplainWords(Language.KO).texts().keySet())
        .isEqualTo(new ExplainWords(Language.EN).texts().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void everyConstantHasItsWord(Language language) {
    ExplainWords words = new ExplainWords(language);
    assertThat(Side.values()).extracting(words::side).doesNotHaveDuplicates();
    assertThat(Retry.values()).extracting(words::retry).doesNotHaveDuplicates();
    assertThat(Retry.values()).extracting(words::retryAdvice).doesNotHaveDuplicates();
    assertThat(RetryAfterSource.values()).extracting(words::retryAfter).doesNotHaveDuplicates();
  }
}
