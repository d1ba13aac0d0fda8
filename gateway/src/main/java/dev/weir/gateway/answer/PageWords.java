package dev.weir.gateway.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.status.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// What stands on the page and in the text beside the words of the cause: headlines, labels,
/// buttons. Read once, at the first use.
final class PageWords {
  private static final class English {
    static final PageWords WORDS = new PageWords(Language.EN);
  }

  private static final class Korean {
    static final PageWords WORDS = new PageWords(Language.KO);
  }

  private final String name;
  private final Properties texts = new Properties();

  private PageWords(Language language) {
    name = "page_" + language.tag() + ".properties";
    try (InputStream in = PageWords.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": not there (expected: beside this class)");
      }
      texts.load(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static PageWords of(Language language) {
    return switch (language) {
      case EN -> English.WORDS;
      case KO -> Korean.WORDS;
    };
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(texts.getProperty(key));
  }

  String text(String key) {
    return find(key).orElseThrow(() -> new IllegalStateException(name + ": no text for " + key));
  }

  Set<String> keys() {
    return texts.stringPropertyNames();
  }

  /// What happened, as a headline for a visitor: by status code, otherwise by its class.
  String headline(int status) {
    return find("headline." + status).orElseGet(() -> text("headline." + status / 100 + "xx"));
  }
}
