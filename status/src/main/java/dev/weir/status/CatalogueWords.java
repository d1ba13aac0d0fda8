package dev.weir.status;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/// The words of the catalogue, one file a language, each read when it is first asked for.
final class CatalogueWords {
  private static final Map<Language, Properties> FILES = new ConcurrentHashMap<>();

  private CatalogueWords() {}

  /// The words of this row or class.
  static StatusWords of(String key, Language language) {
    return new StatusWords(
        text(key + ".meaning", language),
        items(key + ".causes", language),
        items(key + ".checks", language),
        items(key + ".remedies", language));
  }

  /// The sentence that says that the catalogue does not have this code.
  static String notListed(StatusCode code, Language language) {
    return text("not_listed", language).replace("{}", code.code());
  }

  /// What the file of this language holds.
  static Properties file(Language language) {
    return FILES.computeIfAbsent(language, CatalogueWords::read);
  }

  private static List<String> items(String key, Language language) {
    return List.of(text(key, language).split(" \\| "));
  }

  private static String text(String key, Language language) {
    String text = file(language).getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException(
          "catalogue_" + language.tag() + ": no " + key + " (expected: words for every row)");
    }
    return text;
  }

  private static Properties read(Language language) {
    return Resource.read(
        "catalogue_" + language.tag() + ".properties",
        reader -> {
          Properties properties = new Properties();
          properties.load(reader);
          return properties;
        });
  }
}
