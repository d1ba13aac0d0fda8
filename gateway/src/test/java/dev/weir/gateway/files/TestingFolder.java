package dev.weir.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.gateway.config.FilesConfig;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.testing.TestingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/// Files to be served, all of them changed at one time long ago.
final class TestingFolder {
  static final String MODIFIED = "Sun, 06 Nov 1994 08:49:37 GMT";
  private static final Instant TIME = Instant.parse("1994-11-06T08:49:37Z");

  private final Path root;

  TestingFolder(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  Path write(String name, String content) throws IOException {
    return write(name, content, TIME);
  }

  Path write(String name, String content, Instant modified) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, ISO_8859_1);
    Files.setLastModifiedTime(file, FileTime.from(modified));
    return file;
  }

  /// A gateway that serves nothing but this folder.
  TestingConfig served() {
    return served(FilesConfig.of(root));
  }

  static TestingConfig served(FilesConfig config) {
    return TestingConfig.to(new Origin("127.0.0.1", 1))
        .route("service", Optional.empty(), "files", Optional.of(config));
  }
}
