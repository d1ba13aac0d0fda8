package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.faults.Fault.Played;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.tls.TlsLibrary;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The operator is told which certificate it is and why, which alert came, or what the origin
/// speaks instead; by whichever library encrypts.
@ParameterizedClass
@EnumSource(TlsLibrary.class)
class TlsFaultTest {
  @Parameter TlsLibrary library = TlsLibrary.JDK;

  @BeforeEach
  void chooseLibrary() {
    System.setProperty("weir.tls", library.name());
  }

  @AfterEach
  void chooseNone() {
    System.clearProperty("weir.tls");
  }

  @ParameterizedTest
  @MethodSource
  void evidenceIsExact(TlsFaults told) throws Exception {
    Fault fault = told.fault();
    try (Stage stage = new Stage(Face.PROGRAM)) {
      Played played = fault.scene().play(stage);
      Answer answer = played.answer().orElseThrow();
      Exchange exchange = played.gateway().awaitExchange(answer.field("x-request-id"));
      Failure failure = exchange.failure().orElseThrow();

      assertThat(failure.evidence()).matches("127\\.0\\.0\\.1:\\d+:? ?" + told.evidence());
      assertThat(failure.cause()).isEqualTo(fault.cause());
      assertThat(failure.sent()).isEqualTo(fault.sent());
      assertThat(answer.status()).isEqualTo(fault.cause().status());
      assertThat(answer.field("proxy-status"))
          .matches(
              "weir;error=\\w+"
                  + (fault.cause() == Cause.TLS_ALERT_RECEIVED
                      ? ";alert-id=\\d+;alert-message=\"\\w+\""
                      : ""));
    }
  }

  static List<TlsFaults> evidenceIsExact() {
    return TlsFaults.told();
  }
}
