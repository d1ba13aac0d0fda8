package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoCommandTest {
  @Test
  void theShopBehindTheGatewayServesItsCallers() {
    Invocation demo =
        Invocation.of(
            "demo", "--for", "2s", "--port", "0", "--console", "0", "--rate", "50", "--json");
    assertThat(demo.exitCode()).isZero();
    JsonNode callers = new JsonMapper().readTree(demo.out()).get("callers");
    assertThat(callers.get("requests").asInt()).isPositive();
    assertThat(callers.get("served")).isEqualTo(callers.get("requests"));
    assertThat(callers.at("/errors/with_contract")).isEqualTo(callers.at("/errors/answers"));
  }

  @Test
  void withoutADemoADrillSaysHowToStartOne() {
    Invocation drill = Invocation.of("drill", "hang", "--control", "1", "--lang", "ko");
    assertThat(drill.exitCode()).isEqualTo(2);
    assertThat(drill.err()).contains("weir demo");
    assertThat(drill.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo --rate -5",
        "demo --for never",
        "demo --port 70000",
        "drill",
        "drill fire",
        "drill hang --for 2h",
        "drill hang --instance none"
      })
  void whatMakesNoSenseIsExitCode2(String command) {
    Invocation wrong = Invocation.of(command.split(" "));
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("weir: ");
  }
}
