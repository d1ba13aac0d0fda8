package dev.weir.app.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where the sources are.
public final class House {
  /// The folder that holds the rooms.
  public static final Path ROOT = root(Path.of("").toAbsolutePath());

  /// The folders of the modules that have code of their own, by the root's list.
  public static final List<Path> ROOMS = rooms();

  private House() {}

  /// The files below a folder of which the path, written with slashes, matches.
  public static List<Path> files(Path folder, String pattern) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> folder.relativize(file).toString().replace('\\', '/').matches(pattern))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root(Path folder) {
    Path parent = folder.getParent();
    return Files.exists(folder.resolve(".mvn")) || parent == null ? folder : root(parent);
  }

  private static List<Path> rooms() {
    return text(ROOT.resolve("pom.xml"))
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("<module>"))
        .map(line -> ROOT.resolve(line.replaceAll("</?module>", "")))
        .filter(room -> Files.isDirectory(room.resolve("src/main")))
        .toList();
  }
}
