package dev.weir.app;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as the command prints it. A class of its own, so that Jackson is loaded where JSON is
/// wanted and not by every start.
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /// Maps, lists, texts and numbers as indented JSON.
  static String of(Object tree) {
    return MAPPER.writeValueAsString(tree);
  }
}
