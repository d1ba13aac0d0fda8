package dev.weir.demo.view;

import dev.weir.demo.traffic.Counts;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/// The words of the demo in one language.
public record Words(Locale language) {
  private static final String BUNDLE = "dev.weir.demo.view.demo";

  /// The words of a language, from a tag such as `ko`, `ko-KR` or `ko_KR.UTF-8`: Korean if it says
  /// so, else English.
  public static Words of(String tag) {
    return new Words(tag.startsWith("ko") ? Locale.KOREAN : Locale.ENGLISH);
  }

  /// The words of the language that the environment asks for, as POSIX looks it up.
  public static Words of(Map<String, String> environment) {
    String language = environment.getOrDefault("LANG", "");
    String messages = environment.getOrDefault("LC_MESSAGES", "");
    String all = environment.getOrDefault("LC_ALL", "");
    return of(!all.isEmpty() ? all : !messages.isEmpty() ? messages : language);
  }

  /// A text, its `%s` filled in.
  public String text(String key, Object... values) {
    String text = ResourceBundle.getBundle(BUNDLE, language).getString(key);
    return values.length == 0 ? text : String.format(language, text, values);
  }

  /// Percentiles of latency, such as `P50 0.8 ms P95 2.1 ms P99 4.0 ms`.
  String latency(Counts.Latency ms) {
    return text("latency", ms.p50(), ms.p95(), ms.p99());
  }

  /// A text filled up with blanks to a width in columns of a terminal, where Hangul takes two.
  String label(String key, int columns) {
    String text = text(key);
    int wide = (int) text.chars().filter(Words::wide).count();
    return text + " ".repeat(Math.max(1, columns - text.length() - wide));
  }

  private static boolean wide(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL;
  }
}
