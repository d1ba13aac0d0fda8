package dev.weir.gateway.config;

import java.nio.file.Path;
import java.util.Optional;

/// Files served by the gateway itself.
///
/// @param root the folder; nothing outside it is ever served, whatever links point to
/// @param index what a path that ends in a slash stands for
/// @param precompressed whether `app.js.br`, `.zst` and `.gz` are sent in place of `app.js` to
///   clients that take them, unless they are older
/// @param cacheControl the `Cache-Control` of every file
public record FilesConfig(
    Path root, String index, boolean precompressed, Optional<String> cacheControl) {
  public FilesConfig {
    if (index.isEmpty() || index.startsWith(".") || index.contains("/")) {
      throw new IllegalArgumentException("index: " + index + " (expected: a file name)");
    }
  }

  /// The files of this folder.
  public static FilesConfig of(Path root) {
    return new FilesConfig(root, "index.html", true, Optional.empty());
  }
}
