package dev.weir.status;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Locale;

class AcceptFuzzTest {
  /// Whatever a caller says of what it reads, it is told something, and letters in another case do
  /// not change what.
  @FuzzTest
  void everyFieldIsNegotiated(byte[] bytes) {
    String field = new String(bytes, ISO_8859_1);
    String lower = field.toLowerCase(Locale.ROOT);
    List<WeightedList.Element> elements = WeightedList.parse(field);

    assertThat(elements).hasSizeLessThanOrEqualTo(64).isEqualTo(WeightedList.parse(lower));
    for (WeightedList.Element element : elements) {
      assertThat(element.weight()).isBetween(0, 1000);
      assertThat(element.value()).isNotEmpty();
    }
    for (boolean navigation : new boolean[] {false, true}) {
      assertThat(AnswerForm.negotiate(field, navigation))
          .isNotNull()
          .isEqualTo(AnswerForm.negotiate(lower, navigation));
    }
    assertThat(AcceptLanguage.negotiate(field)).isEqualTo(AcceptLanguage.negotiate(lower));
  }
}
