package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void figuresAreAlignedToTheRight() {
    Table table = new Table(List.of("proxy", "us", ""));
    table.add(List.of("nginx", "9.5", "valid"));
    table.add(List.of("w", "12.25", ""));
    assertThat(table)
        .hasToString(
            """
            proxy     us
            nginx    9.5  valid
            w      12.25\
            """);
  }

  @Test
  void hangulTakesTwoPlaces() {
    Table table = new Table(List.of("프록시", "b"));
    table.add(List.of("nginx", "1"));
    assertThat(table).hasToString("프록시  b\nnginx   1");
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> new Table(List.of("a")).add(List.of("b", "c")))
        .hasMessage("row: 2 cells (expected: 1)");
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertThat(Spread.of(DoubleStream.of(4, 1, 2, 10))).isEqualTo(new Spread(3, 1, 10));
    assertThat(Spread.of(DoubleStream.of(3, 1, 2)).text(1)).isEqualTo("2.0 (1.0..3.0)");
  }
}
