package dev.weir.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// The bundle `causes_LANGUAGE.properties`, read once, at its first use. A missing text is a bug of
/// the build, which a test finds; it ends in an [IllegalStateException] that names the key.
final class CauseBundle {
  private static final class English {
    static final CauseBundle BUNDLE = new CauseBundle(Language.EN);
  }

  private static final class Korean {
    static final CauseBundle BUNDLE = new CauseBundle(Language.KO);
  }

  private final String name;
  private final Properties texts = new Properties();

  private CauseBundle(Language language) {
    name = "causes_" + language.tag() + ".properties";
    try (InputStream in = CauseBundle.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": not there (expected: beside this class)");
      }
      texts.load(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static CauseBundle of(Language language) {
    return switch (language) {
      case EN -> English.BUNDLE;
      case KO -> Korean.BUNDLE;
    };
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(texts.getProperty(key));
  }

  String text(String key) {
    return find(key).orElseThrow(() -> new IllegalStateException(name + ": no text for " + key));
  }

  List<String> items(String key) {
    return List.of(text(key).split(" \\| "));
  }
}
