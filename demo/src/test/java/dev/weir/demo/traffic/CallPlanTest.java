package dev.weir.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallPlanTest {
  @Test
  void theSameSeedIsTheSameTraffic() {
    assertThat(calls(7)).isEqualTo(calls(7));
    assertThat(gaps(7, 100)).isEqualTo(gaps(7, 100));
  }

  @Test
  void anotherSeedIsOtherTraffic() {
    assertThat(calls(7)).isNotEqualTo(calls(8));
  }

  @Test
  void gapsComeToTheRate() {
    Duration sum = gaps(1, 200).stream().reduce(Duration.ZERO, Duration::plus);
    // 2,000 exponential gaps: the standard error of their sum is 2.2 %; six of those.
    assertThat(sum.toMillis()).isBetween(8_700L, 11_300L);
  }

  @Test
  void everyKindOfClientAndEveryHonestAnswerOccurs() {
    List<Call> calls = calls(1);
    assertThat(calls).extracting(Call::client).contains(ClientKind.values());
    assertThat(calls).extracting(Call::method).contains("GET", "PUT", "POST", "DELETE");
    Set<Integer> meant =
        calls.stream().flatMap(call -> call.meant().stream()).collect(Collectors.toSet());
    assertThat(meant).contains(200, 201, 204, 401, 404, 409, 422);
  }

  @Test
  void aRateOfNothingIsRefused() {
    assertThatThrownBy(() -> new CallPlan(new SplittableRandom(1), 0))
        .hasMessage("rate: 0.0 (expected: above 0)");
  }

  private static List<Call> calls(long seed) {
    CallPlan plan = new CallPlan(new SplittableRandom(seed), 100);
    return Stream.generate(plan::next).limit(1_000).toList();
  }

  private static List<Duration> gaps(long seed, double rate) {
    CallPlan plan = new CallPlan(new SplittableRandom(seed), rate);
    return IntStream.range(0, 2_000).mapToObj(i -> plan.gap()).toList();
  }
}
