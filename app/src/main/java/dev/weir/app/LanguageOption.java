package dev.weir.app;

import dev.weir.status.Language;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The option `--lang`, for every command that says sentences.
final class LanguageOption {
  @Option(
      names = "--lang",
      paramLabel = "en|ko",
      description = "Language of what is said; otherwise as LC_ALL, LC_MESSAGES or LANG say.")
  private Optional<Language> chosen = Optional.empty();

  /// The language that was asked for.
  Language language() {
    return chosen.orElseGet(() -> of(System.getenv()));
  }

  /// The language of an environment, by the first of the variables that is set (POSIX, section
  /// 8.2).
  static Language of(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .filter(value -> value.matches("ko(?:[_.@-].*)?"))
        .map(value -> Language.KO)
        .orElse(Language.EN);
  }
}
