package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.status.Catalogue;
import dev.weir.status.Cause;
import dev.weir.status.StatusClass;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void codeIsExplainedInTheLanguageThatWasAskedFor() {
    assertThat(run("502", "--lang", "en")).isZero();
    assertThat(out.toString()).startsWith("502 Bad Gateway").contains("First checks");
    out.getBuffer().setLength(0);
    assertThat(run("520", "--lang", "ko")).isZero();
    assertThat(out.toString()).startsWith("520 Web Server").contains("먼저 확인할 것");
  }

  @Test
  void unknownArgumentSaysWhatIsExpected() {
    assertThat(run("50x", "--lang", "en")).isEqualTo(2);
    assertThat(err.toString()).contains("explain: 50x (expected: a status code such as 502");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void unknownArgumentIsToldInKoreanToo() {
    assertThat(run("50x", "--lang", "ko")).isEqualTo(2);
    assertThat(err.toString()).contains("explain: 50x (").contains("입력하세요");
  }

  @Test
  void missingArgumentIsAUsageError() {
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void jsonOfACodeHasTheDocumentedShape() {
    JsonNode tree = json("403", "--lang", "ko");
    assertThat(tree.propertyNames()).containsExactly("language", "classes", "codes", "causes");
    assertThat(tree.get("language").asString()).isEqualTo("ko");
    JsonNode code = tree.get("codes").get(0);
    assertThat(code.propertyNames())
        .containsExactly(
            "key",
            "code",
            "name",
            "class",
            "source",
            "listed",
            "sides",
            "retry",
            "meaning",
            "causes",
            "checks",
            "remedies");
    assertThat(code.get("code").asString()).isEqualTo("403");
    assertThat(code.get("sides").toString()).isEqualTo("[\"client\",\"edge\"]");
    assertThat(code.get("retry").asString()).isEqualTo("no");
    assertThat(code.get("listed").asBoolean()).isTrue();
  }

  @Test
  void jsonOfACauseHasTheDocumentedShape() {
    JsonNode cause = json("rate_limited", "--lang", "en").get("causes").get(0);
    assertThat(cause.propertyNames())
        .containsExactly(
            "code",
            "status",
            "proxy_status",
            "type",
            "side",
            "retry",
            "sent_matters",
            "retry_after",
            "title",
            "detail",
            "advice",
            "checks");
    assertThat(cause.get("status").asInt()).isEqualTo(429);
    assertThat(cause.get("retry_after").asString()).isEqualTo("rate_limit");
    assertThat(cause.get("sent_matters").asBoolean()).isFalse();
  }

  @Test
  void jsonOfAnUnlistedCodeSaysSo() {
    assertThat(json("477").get("codes").get(0).get("listed").asBoolean()).isFalse();
  }

  @Test
  void jsonOfAllHasEverything() {
    JsonNode tree = json("all");
    assertThat(tree.get("classes")).hasSize(StatusClass.values().length);
    assertThat(tree.get("codes")).hasSize(Catalogue.all().size());
    assertThat(tree.get("causes")).hasSize(Cause.values().length);
  }

  @Test
  void pageIsAsWideAsTheTerminalWithinBounds() {
    assertThat(ExplainCommand.width(Map.of())).isEqualTo(80);
    assertThat(ExplainCommand.width(Map.of("COLUMNS", "100"))).isEqualTo(100);
    assertThat(ExplainCommand.width(Map.of("COLUMNS", "20"))).isEqualTo(80);
    assertThat(ExplainCommand.width(Map.of("COLUMNS", "9999"))).isEqualTo(120);
    assertThat(ExplainCommand.width(Map.of("COLUMNS", "wide"))).isEqualTo(80);
  }

  @Test
  void colourNeedsATerminalAndNoObjection() {
    assertThat(ExplainCommand.colour(Map.of(), true)).isTrue();
    assertThat(ExplainCommand.colour(Map.of(), false)).isFalse();
    assertThat(ExplainCommand.colour(Map.of("NO_COLOR", "1"), true)).isFalse();
    assertThat(ExplainCommand.colour(Map.of("NO_COLOR", ""), true)).isTrue();
  }

  private int run(String... arguments) {
    return new CommandLine(new ExplainCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private JsonNode json(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    assertThat(run(all)).isZero();
    return JsonMapper.shared().readTree(out.toString());
  }
}
