package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeirTest {
  @Test
  void helpShowsEveryCommandAndExamples() {
    Invocation help = Invocation.of("--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("Usage: weir", "Examples:", "weir run --to http://localhost:3000");
    assertThat(help.out()).contains(commands());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelp(String command) {
    Invocation help = Invocation.of(command, "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: weir " + command);
    assertThat(help.err()).isEmpty();
  }

  @Test
  void versionNamesWeirAndJava() {
    assertThat(Invocation.of("--version").out()).startsWith("weir ").contains("Java 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "chekc",
        "check a b",
        "check --lang fr",
        "run",
        "run --to http://h -c weir.yaml",
        "run -c weir.yaml --listen :1",
        "run --tp http://h"
      })
  void wrongUsageIsExplainedInAFewLines(String arguments) {
    Invocation wrong = Invocation.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.errorLines()).hasSizeBetween(2, 3);
    assertThat(wrong.err()).startsWith("weir: ").contains("--help' shows what is possible.");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsTheTerminalAndVersionIsEverywhere(String command) {
    assertThat(Invocation.of(command, "--help").out().lines())
        .allMatch(line -> line.length() <= 80);
    assertThat(Invocation.of(command, "--version").out()).startsWith("weir ");
  }

  @Test
  void mistypedCommandIsRecognised() {
    assertThat(Invocation.of("chekc").err()).contains("check");
  }

  static List<String> commands() {
    return List.copyOf(Weir.command().getSubcommands().keySet());
  }
}
