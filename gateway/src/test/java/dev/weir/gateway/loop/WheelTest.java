package dev.weir.gateway.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// The wheel beside the plainest thing there is: a map of times, looked through at every tick.
class WheelTest {
  private static final long TICK = Wheel.TICK_NANOS;

  @Property
  void deadlinesExpireInTimeAndNotBefore(@ForAll("stories") List<Step> story) {
    long[] clock = {123_456_789};
    Wheel wheel = new Wheel(() -> clock[0]);
    List<Integer> expired = new ArrayList<>();
    List<Deadline> deadlines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int which = i;
      deadlines.add(new Deadline(wheel, () -> expired.add(which)));
    }
    Map<Integer, Long> due = new HashMap<>();
    for (Step step : story) {
      switch (step) {
        case Arm(int which, long delay) -> {
          deadlines.get(which).arm(delay);
          due.put(which, clock[0] + delay);
        }
        case Disarm(int which) -> {
          deadlines.get(which).disarm();
          due.remove(which);
        }
        case Pass(long time) -> {
          clock[0] += time;
          wheel.tick();
          long now = clock[0];
          for (int which : expired) {
            assertThat(due).as("armed").containsKey(which);
            assertThat(due.remove(which)).as("due").isLessThanOrEqualTo(now);
          }
          expired.clear();
          assertThat(due.values()).as("late by a tick").allMatch(at -> at > now - TICK);
        }
      }
      assertThat(expired).as("expired without a tick").isEmpty();
      for (int i = 0; i < deadlines.size(); i++) {
        assertThat(deadlines.get(i).armed()).isEqualTo(due.containsKey(i));
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> stories() {
    Arbitrary<Long> times =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 3 * TICK),
            Arbitraries.longs().between(0, 100 * TICK),
            // More than the wheel goes round.
            Arbitraries.longs().between(0, 5000 * TICK),
            Arbitraries.of(
                0L, 1L, TICK - 1, TICK, TICK + 1, 1023 * TICK, 1024 * TICK, 1025 * TICK));
    Arbitrary<Integer> which = Arbitraries.integers().between(0, 3);
    Arbitrary<Step> arm = Combinators.combine(which, times).as(Arm::new);
    Arbitrary<Step> disarm = which.map(Disarm::new);
    Arbitrary<Step> pass = times.map(Pass::new);
    return Arbitraries.frequencyOf(Tuple.of(3, arm), Tuple.of(1, disarm), Tuple.of(4, pass))
        .list()
        .ofMaxSize(60);
  }

  sealed interface Step {}

  record Arm(int which, long delay) implements Step {}

  record Disarm(int which) implements Step {}

  record Pass(long time) implements Step {}
}
