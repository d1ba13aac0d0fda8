package dev.weir.status;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A UTF-8 text that is shipped beside the classes of this package.
final class Resource {
  private Resource() {}

  /// How a text becomes what it tells.
  @FunctionalInterface
  interface Parser<T> {
    T parse(Reader reader) throws IOException;
  }

  /// What the parser makes of the text with this name.
  ///
  /// @throws UncheckedIOException if it is missing or cannot be read
  static <T> T read(String name, Parser<T> parser) {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " (expected: beside the classes)");
      }
      return parser.parse(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
