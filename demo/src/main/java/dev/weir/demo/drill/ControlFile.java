package dev.weir.demo.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;

/// Where a running demo leaves word of its control port: a small file in the system's directory for
/// temporary files, one for each user.
public record ControlFile(Path path) {

  /// The file of this user.
  public static ControlFile ofUser() {
    String name = "weir-demo-" + System.getProperty("user.name") + ".port";
    return new ControlFile(Path.of(System.getProperty("java.io.tmpdir"), name));
  }

  /// Leaves word; the last demo that was started wins. The file is made anew, never followed to
  /// where somebody else's link points.
  public void write(int port) throws IOException {
    Files.deleteIfExists(path);
    Files.writeString(path, Integer.toString(port), StandardOpenOption.CREATE_NEW);
  }

  /// The port; empty if no demo has left word.
  public OptionalInt read() {
    try {
      return OptionalInt.of(Integer.parseInt(Files.readString(path).strip()));
    } catch (IOException | NumberFormatException none) {
      return OptionalInt.empty();
    }
  }

  /// Takes the word back, if it is still that port's.
  public void delete(int port) throws IOException {
    if (read().equals(OptionalInt.of(port))) {
      Files.deleteIfExists(path);
    }
  }
}
