package dev.weir.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// The generated parts of `docs`.
final class Docs {
  static final String HOW_TO_UPDATE = "docs are made with -Dweir.docs=write";

  private Docs() {}

  static Path file(String name) {
    return Path.of("..", "docs", name);
  }

  /// Rewrites the file, where the tests were told to.
  static void update(Path file, UnaryOperator<String> change) throws IOException {
    if ("write".equals(System.getProperty("weir.docs"))) {
      String text = Files.exists(file) ? Files.readString(file) : "";
      Files.writeString(file, change.apply(text));
    }
  }
}
