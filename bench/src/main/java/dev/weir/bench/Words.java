package dev.weir.bench;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The sentences of the reports, in one language.
record Words(Locale locale, ResourceBundle bundle) {
  /// In Korean where that is asked for, in English otherwise.
  static Words in(Locale locale) {
    boolean korean = locale.getLanguage().equals(Locale.KOREAN.getLanguage());
    Locale known = korean ? Locale.KOREAN : Locale.ENGLISH;
    return new Words(known, ResourceBundle.getBundle("dev.weir.bench.words", known));
  }

  String say(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }
}
