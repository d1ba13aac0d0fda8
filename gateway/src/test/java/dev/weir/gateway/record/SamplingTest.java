package dev.weir.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.gateway.config.Ratio;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {
  private final Sampling none = new Sampling(new Ratio(0));
  private final TestingExchange exchange = new TestingExchange();

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 429, 499, 500, 503})
  void everyErrorIsKept(int status) {
    assertThat(none.keeps(TestingExchange.withStatus(status))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 200, 204, 302, 304})
  void withAShareOfZeroNoSuccessIsKept(int status) {
    assertThat(none.keeps(TestingExchange.withStatus(status))).isFalse();
  }

  @Test
  void whatBrokeInTheMiddleIsKept() {
    exchange.truncated = true;
    assertThat(none.keeps(exchange.make())).isTrue();
  }

  @Test
  void failureBehindASuccessIsKept() {
    exchange.failure = Optional.of(Failure.of(Cause.HTTP_RESPONSE_INCOMPLETE, ""));
    assertThat(none.keeps(exchange.make())).isTrue();
  }

  @Test
  void successThatNeededASecondAttemptIsKept() {
    exchange.attempts = List.of(TestingExchange.answered(502), TestingExchange.answered(200));
    assertThat(none.keeps(exchange.make())).isTrue();
  }

  @Test
  void shareOfOneKeepsAll() {
    var all = new Sampling(new Ratio(1));
    assertThat(IntStream.range(0, 10_000).mapToObj(this::id).map(TestingExchange::withId))
        .allMatch(all::keeps);
  }

  @Test
  void shareIsKeptForNeighbouringIdsToo() {
    var tenth = new Sampling(new Ratio(0.1));
    long kept =
        IntStream.range(0, 100_000)
            .mapToObj(this::id)
            .map(TestingExchange::withId)
            .filter(tenth::keeps)
            .count();
    // Six standard deviations of a binomial draw: sqrt(100000 * 0.1 * 0.9) = 95.
    assertThat(kept).isCloseTo(10_000, within(570L));
  }

  @Test
  void anotherHopKeepsTheSame() {
    var here = new Sampling(new Ratio(0.5));
    var there = new Sampling(new Ratio(0.5));
    assertThat(IntStream.range(0, 1_000).mapToObj(this::id).map(TestingExchange::withId))
        .allMatch(one -> here.keeps(one) == there.keeps(one));
  }

  @Test
  void smallerShareIsPartOfTheLarger() {
    var tenth = new Sampling(new Ratio(0.1));
    var half = new Sampling(new Ratio(0.5));
    assertThat(
            IntStream.range(0, 10_000)
                .mapToObj(this::id)
                .map(TestingExchange::withId)
                .filter(tenth::keeps))
        .isNotEmpty()
        .allMatch(half::keeps);
  }

  private String id(int number) {
    return "0198c2f4a1b2" + HexFormat.of().toHexDigits(number);
  }
}
