package dev.weir.app.explain;

import dev.weir.status.Language;
import dev.weir.status.Retry;
import dev.weir.status.RetryAfterSource;
import dev.weir.status.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/// The words around an explanation, in one language.
public final class ExplainWords {
  private final Language language;
  private final Properties texts;

  /// The words of this language.
  ///
  /// @throws UncheckedIOException if they cannot be read
  public ExplainWords(Language language) {
    this.language = language;
    this.texts = read(language);
  }

  /// Their language.
  public Language language() {
    return language;
  }

  /// Says that nothing is known by this name, and what would be.
  public String unknown(String asked) {
    return text("unknown").replace("{}", asked);
  }

  String text(String key) {
    return Objects.requireNonNull(texts.getProperty(key), key);
  }

  String side(Side side) {
    return text("side." + side.name().toLowerCase(Locale.ROOT));
  }

  String sides(List<Side> sides) {
    return sides.stream().map(this::side).collect(Collectors.joining(", "));
  }

  String retry(Retry retry) {
    return text("retry." + retry.code());
  }

  String retryAdvice(Retry retry) {
    return text("retry." + retry.code() + ".advice");
  }

  String retryAfter(RetryAfterSource source) {
    return text("retry_after." + source.name().toLowerCase(Locale.ROOT));
  }

  /// All of them, for the test of completeness.
  Properties texts() {
    return texts;
  }

  private static Properties read(Language language) {
    String name = "explain_" + language.tag() + ".properties";
    try (InputStream in =
        Objects.requireNonNull(ExplainWords.class.getResourceAsStream(name), name)) {
      Properties texts = new Properties();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
