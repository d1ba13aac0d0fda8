package dev.weir.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private final TestingExchange exchange = new TestingExchange();

  @Test
  void statusIsTrueWhereTheOriginAnswered() {
    exchange.status = 404;

    assertThat(exchange.make().trueStatus()).isEqualTo(404);
    assertThat(exchange.make().failed()).isFalse();
  }

  @Test
  void failureToldWith200IsAFailure() {
    exchange.answeredBy = AnsweredBy.GATEWAY;
    exchange.failure = Optional.of(Failure.of(Cause.CONNECTION_REFUSED, ""));

    assertThat(exchange.make().trueStatus()).isEqualTo(502);
    assertThat(exchange.make().failed()).isTrue();
  }

  @Test
  void refusalToldWith200IsNobodysFailure() {
    exchange.answeredBy = AnsweredBy.GATEWAY;
    exchange.failure = Optional.of(Failure.of(Cause.NO_ROUTE, ""));

    assertThat(exchange.make().trueStatus()).isEqualTo(404);
    assertThat(exchange.make().failed()).isFalse();
  }

  @Test
  void answerCutShortHasTheStatusOfItsOriginAndIsAFailure() {
    exchange.failure = Optional.of(Failure.of(Cause.HTTP_RESPONSE_INCOMPLETE, ""));
    exchange.truncated = true;

    assertThat(exchange.make().trueStatus()).isEqualTo(200);
    assertThat(exchange.make().failed()).isTrue();
  }

  @Test
  void errorOfAnOriginToldWith200IsAFailure() {
    exchange.wrapped = true;
    exchange.attempts =
        List.of(
            TestingExchange.refused(),
            new Attempt(
                "10.0.0.1:8080",
                true,
                503,
                Optional.empty(),
                Duration.ZERO,
                Duration.ofMillis(1),
                Duration.ofMillis(2)));

    assertThat(exchange.make().trueStatus()).isEqualTo(503);
    assertThat(exchange.make().failed()).isTrue();
  }
}
