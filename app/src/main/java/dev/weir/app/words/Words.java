package dev.weir.app.words;

import dev.weir.status.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/// The texts of one resource bundle in one language: `NAME_en.properties` beside the class that
/// owns it, in UTF-8. No fallback between languages: a text that is missing is a bug, and a test
/// finds it.
public final class Words {
  private final String resource;
  private final Properties texts = new Properties();

  /// Reads the bundle.
  ///
  /// @param owner the class beside which the bundle lies
  /// @throws UncheckedIOException if it cannot be read
  public Words(Class<?> owner, String name, Language language) {
    resource = name + "_" + language.tag() + ".properties";
    try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /// The text with this key.
  ///
  /// @throws IllegalArgumentException if there is none
  public String of(String key) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException(key + " (expected: a key of " + resource + ")");
    }
    return text;
  }

  /// Every key, sorted.
  public Set<String> keys() {
    return new TreeSet<>(texts.stringPropertyNames());
  }
}
