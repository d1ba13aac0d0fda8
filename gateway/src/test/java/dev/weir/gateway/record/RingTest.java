package dev.weir.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {
  private final Ring ring = new Ring(4);
  private final List<Integer> taken = new ArrayList<>();

  @Test
  void firstInIsFirstOut() {
    offer(1, 2, 3);
    assertThat(drain()).isEqualTo(3);
    offer(4, 5);
    assertThat(drain()).isEqualTo(2);
    assertThat(drain()).isZero();
    assertThat(taken).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void fullRingRefusesAndCountsTheLoss() {
    offer(1, 2, 3, 4);
    assertThat(ring.offer(new Numbered(5))).isFalse();
    assertThat(ring.offer(new Numbered(6))).isFalse();
    assertThat(ring.losses()).isEqualTo(2);
    drain();
    offer(7);
    drain();
    assertThat(taken).containsExactly(1, 2, 3, 4, 7);
    assertThat(ring.losses()).isEqualTo(2);
  }

  @Test
  void drainLeavesOtherRingsTheirTurn() {
    offer(1, 2, 3, 4);
    int drained =
        ring.drain(entry -> {
          taken.add(((Numbered) entry).number);
          ring.offer(entry); // Refilled as fast as it is emptied.
        });
    assertThat(drained).isEqualTo(4);
    assertThat(taken).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {-8, 0, 3, 1000, Integer.MIN_VALUE})
  void capacityIsAPowerOfTwo(int capacity) {
    assertThatThrownBy(() -> new Ring(capacity))
        .hasMessage("capacity: " + capacity + " (expected: a power of two)");
  }

  /// Two threads at full speed with pauses of random length: everything that was accepted arrives
  /// once, in order, with what was written into it before; everything else is counted as lost.
  @Test
  void betweenTwoThreadsNothingIsLostDoubledOrTorn() throws InterruptedException {
    var small = new Ring(64);
    int offers = 300_000;
    var accepted = new int[offers];
    var acceptedCount = new int[1];
    var producer =
        new Thread(() -> {
          var random = new Random(1);
          for (int i = 0; i < offers; i++) {
            if (small.offer(new Numbered(i))) {
              accepted[acceptedCount[0]++] = i;
            } else {
              Thread.yield();
            }
            if (random.nextInt(1000) == 0) {
              Thread.yield();
            }
          }
        });
    var arrived = new int[offers];
    var arrivedCount = new int[1];
    producer.start();
    while (producer.isAlive()) {
      int drained = small.drain(entry -> arrived[arrivedCount[0]++] = ((Numbered) entry).checked());
      if (drained == 0) {
        Thread.yield();
      }
    }
    producer.join();
    small.drain(entry -> arrived[arrivedCount[0]++] = ((Numbered) entry).checked());
    assertThat(arrivedCount[0]).isEqualTo(acceptedCount[0]).isGreaterThan(10_000);
    assertThat(arrived).isEqualTo(accepted);
    assertThat(small.losses()).isEqualTo(offers - acceptedCount[0]);
  }

  private void offer(int... numbers) {
    for (int number : numbers) {
      assertThat(ring.offer(new Numbered(number))).isTrue();
    }
  }

  private int drain() {
    return ring.drain(entry -> taken.add(((Numbered) entry).number));
  }

  /// Plain fields, so that only the ring's own order makes them visible.
  private static final class Numbered implements Recordable {
    private int number;
    private int complement;

    Numbered(int number) {
      this.number = number;
      this.complement = ~number;
    }

    int checked() {
      if (complement != ~number) {
        throw new AssertionError("torn: " + number + ", " + complement);
      }
      return number;
    }

    @Override
    public Exchange toExchange() {
      return TestingExchange.withId(Integer.toString(number));
    }
  }
}
