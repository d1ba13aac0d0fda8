package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path directory;
  private Path file = Path.of("weir.yaml");

  @BeforeEach
  void nameFile() {
    file = directory.resolve("weir.yaml");
  }

  @Test
  void tenMistakesGiveTenMessages() throws IOException {
    Files.writeString(
        file,
        """
        name: edge one
        listen: []
        limits:
          request-head: 64KB
          request-feilds: 100
        timeouts:
          connect: 5
          connect: 1s
        services:
          shop:
            origins: [https://10.0.0.1:8443/a]
        routes:
          - match: {path: api/**}
            service: shop
          - match: {path: /orders}
            service: shpo
            timout: 15s
          - answer: conection_refused
        """);
    Invocation check = Invocation.of("check", "--lang", "en", file.toString());
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out()).isEmpty();
    assertThat(check.errorLines())
        .containsExactly(
            file + ":1:7: name: 'edge one' (expected: a name of letters, digits, '-', '_' or '.')",
            file + ":2:9: listen: empty list (expected: at least one entry)",
            file
                + ":4:17: limits.request-head: '64KB' (expected: a size such as 200B, 64KiB, 1MiB"
                + " or unlimited)",
            file + ":5:3: unknown key 'request-feilds' (did you mean 'request-fields'?)",
            file
                + ":7:12: timeouts.connect: '5' (expected: a duration such as 250ms, 15s, 1m, 1h or"
                + " 7d)",
            file + ":8:3: key 'connect' is already given in line 7",
            file
                + ":11:15: services.shop.origins[0]: 'https://10.0.0.1:8443/a' (expected: an origin"
                + " such as http://10.0.0.1:8080, without a path)",
            file
                + ":13:19: routes[0].match.path: 'api/**' (expected: a path such as /orders,"
                + " /orders/* for one segment, or /api/** for all below)",
            file + ":16:14: unknown service 'shpo' (did you mean 'shop'?)",
            file + ":17:5: unknown key 'timout' (did you mean 'timeout'?)",
            file
                + ":18:13: routes[2].answer: 'conection_refused' (expected: a cause from 'weir"
                + " explain causes'; did you mean 'connection_refused'?)",
            file + " is not valid; mistakes: 11");
  }

  @Test
  void mistakesAreSaidInKoreanWhereAskedFor() throws IOException {
    Files.writeString(file, "drain: 5\nservices: {shop: {origins: [http://h]}}\n");
    assertThat(Invocation.of("check", "--lang", "ko", file.toString()).errorLines())
        .containsExactly(
            file + ":1:8: drain: '5' (올바른 값: 250ms, 15s, 1m, 1h, 7d 같은 시간)",
            file + ": 설정을 쓸 수 없습니다. 오류 1건");
  }

  @Test
  void mistakesAreDataForAProgram() throws IOException {
    Files.writeString(file, "drain: 5\nservices: {shop: {origins: [http://h]}}\n");
    Invocation check = Invocation.of("check", "--json", "--lang", "en", file.toString());
    assertThat(check.exitCode()).isEqualTo(2);
    JsonNode tree = JSON.readTree(check.out());
    assertThat(tree.at("/valid").asBoolean(true)).isFalse();
    assertThat(tree.at("/mistakes")).hasSize(1);
    assertThat(tree.at("/mistakes/0/file").asString()).isEqualTo(file.toString());
    assertThat(tree.at("/mistakes/0/line").asInt()).isEqualTo(1);
    assertThat(tree.at("/mistakes/0/column").asInt()).isEqualTo(8);
    assertThat(tree.at("/mistakes/0/message").asString()).startsWith("drain: '5'");
  }

  @Test
  void missingFileIsAMistake() {
    Invocation check = Invocation.of("check", "--lang", "en", file.toString());
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err()).startsWith(file + ": no such file");
  }

  @Test
  void validFileIsShownWithEveryDefault() throws IOException {
    Files.writeString(file, "services: {shop: {origins: [http://h]}}\n");
    Invocation check = Invocation.of("check", "--lang", "en", file.toString());
    assertThat(check.exitCode()).isZero();
    assertThat(check.err()).isEmpty();
    assertThat(check.out()).startsWith("# " + file + " is valid\n").contains("connect: 1s");
    assertThat(ConfigurationReader.read("printed", check.out()))
        .isEqualTo(ConfigurationReader.read(file));
  }

  @Test
  void validFileIsDataForAProgram() throws IOException {
    Files.writeString(file, "services: {shop: {origins: [http://h]}}\n");
    Invocation check = Invocation.of("check", "--json", file.toString());
    JsonNode tree = JSON.readTree(check.out());
    assertThat(check.exitCode()).isZero();
    assertThat(tree.at("/valid").asBoolean(false)).isTrue();
    assertThat(tree.at("/configuration/limits/request-fields").asInt()).isEqualTo(100);
  }

  @Test
  void schemaIsPrinted() {
    Invocation check = Invocation.of("check", "--schema");
    assertThat(check.exitCode()).isZero();
    assertThat(JSON.readTree(check.out()).at("/$schema").asString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }
}
