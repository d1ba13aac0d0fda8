package dev.weir.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
  @ParameterizedTest
  @CsvSource({"gateway, 7", "게이트웨이, 10", "502 응답, 8", "'', 0", "·, 1", "é, 1"})
  void hangulTakesTwoColumns(String text, int width) {
    assertThat(Columns.width(text)).isEqualTo(width);
  }

  @Test
  void combiningMarksTakeNone() {
    assertThat(Columns.width("e\u0301")).isEqualTo(1);
  }

  @Test
  void linesBreakAtSpaces() {
    assertThat(Columns.wrap("one two three", 7)).containsExactly("one two", "three");
    assertThat(Columns.wrap("하나 둘 셋", 7)).containsExactly("하나 둘", "셋");
  }

  @Test
  void wordLongerThanTheLineIsBrokenAnywhere() {
    assertThat(Columns.wrap("a 게이트웨이", 5)).containsExactly("a", "게이", "트웨", "이");
  }

  @Test
  void cellsAreFilledUpOrCut() {
    assertThat(Columns.fit("502", 5)).isEqualTo("502  ");
    assertThat(Columns.fit("gateway", 5)).isEqualTo("gate…");
    assertThat(Columns.fit("게이트웨이", 6)).isEqualTo("게이… ");
  }
}
