package dev.weir.app;

import dev.weir.app.config.ConfigurationReader;
import dev.weir.app.config.Reading;
import java.nio.file.Path;
import java.util.List;

/// Where a configuration comes from.
sealed interface Source {
  /// Reads it, now.
  Reading read();

  /// A file, which may change.
  record File(Path path) implements Source {
    @Override
    public Reading read() {
      return ConfigurationReader.read(path);
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// The options of the command, which stay as they are.
  record Options(List<String> to, String listen, String console) implements Source {
    @Override
    public Reading read() {
      return ConfigurationReader.read(to, listen, console);
    }

    @Override
    public String toString() {
      return String.join(", ", to);
    }
  }
}
