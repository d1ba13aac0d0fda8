package dev.weir.gateway.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// gRPC `doc/PROTOCOL-HTTP2.md`, Timeout.
class GrpcTimeoutTest {
  @ParameterizedTest
  @CsvSource({
    "2H, PT2H",
    "3M, PT3M",
    "10S, PT10S",
    "250m, PT0.25S",
    "1500u, PT0.0015S",
    "1n, PT0.000000001S",
    "00000001S, PT1S",
    "99999999H, PT99999999H",
    "99999999n, PT0.099999999S"
  })
  void amountAndUnit(String field, Duration expected) {
    assertThat(GrpcTimeout.parse(field)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "S",
        "10",
        "10s",
        "10h",
        "10 S",
        " 10S",
        "10S ",
        "+1S",
        "-1S",
        "1.5S",
        "0S",
        "00000000m",
        "123456789S",
        "1S, 2S",
        "0x1S",
        "\u0661S",
        "1000000000000000000000S"
      })
  void whatIsNoneIsNotTaken(String field) {
    assertThat(GrpcTimeout.parse(field)).isEmpty();
  }
}
