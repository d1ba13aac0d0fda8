package dev.weir.status;

import java.util.Locale;

/// The languages in which every word for a caller or an operator exists.
public enum Language {
  /// English, also for everyone whose language is neither.
  EN,
  /// Korean.
  KO;

  private final String tag = name().toLowerCase(Locale.ROOT);

  /// The language tag (RFC 5646), as in `Content-Language`: `en` or `ko`.
  public String tag() {
    return tag;
  }

  /// The language for people of this locale: Korean for any `ko`, otherwise English.
  public static Language of(Locale locale) {
    return locale.getLanguage().equals(KO.tag) ? KO : EN;
  }
}
