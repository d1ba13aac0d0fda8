package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.status.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationSchemaTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Test
  void schemaUnderDocsIsTheOneThatTheCommandPrints() throws IOException {
    String schema = JSON.writeValueAsString(ConfigurationSchema.tree(Language.EN)) + "\n";
    Path file = Docs.file("weir.schema.json");
    Docs.update(file, text -> schema);
    assertThat(Files.readString(file)).as(Docs.HOW_TO_UPDATE).isEqualTo(schema);
  }

  @Test
  void defaultsMatchTheirOwnPatterns() {
    int checked = check(JSON.valueToTree(ConfigurationSchema.tree(Language.EN)));
    assertThat(checked).isGreaterThan(20);
  }

  private static int check(JsonNode schema) {
    int checked = 0;
    if (schema.has("default") && schema.has("pattern")) {
      assertThat(schema.get("default").asString())
          .matches(Pattern.compile(schema.get("pattern").asString()));
      checked++;
    }
    for (JsonNode below : schema) {
      checked += check(below);
    }
    return checked;
  }

  @Test
  void descriptionsComeInKorean() {
    JsonNode schema = JSON.valueToTree(ConfigurationSchema.tree(Language.KO));
    assertThat(schema.at("/properties/drain/description").asString()).contains("종료");
  }
}
