package dev.weir.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBufferTest {
  private final LineBuffer buffer = new LineBuffer(0);

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 99, 100, 1_234_567_890_123L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void numbersAreDecimal(long number) {
    buffer.putNumber(number);
    assertThat(written()).isEqualTo(Long.toString(number));
  }

  @Test
  void secondsHaveSixDigits() {
    buffer.putSeconds(Duration.ofSeconds(61, 7_999));
    buffer.put(' ');
    buffer.putSeconds(Duration.ofNanos(-5));
    assertThat(written()).isEqualTo("61.000007 0.000000");
  }

  @Test
  void rewindTakesBackWhatWasAddedSince() {
    buffer.putAscii("whole\n");
    buffer.putAscii("half");
    buffer.rewind(6);
    assertThat(written()).isEqualTo("whole\n");
    assertThatThrownBy(() -> buffer.rewind(7)).hasMessage("size: 7 (expected: 0..6)");
  }

  @Test
  void clearEmptiesIt() {
    buffer.putAscii("line");
    buffer.clear();
    assertThat(buffer.size()).isZero();
    assertThat(buffer.content().hasRemaining()).isFalse();
  }

  private String written() {
    return US_ASCII.decode(buffer.content()).toString();
  }
}
