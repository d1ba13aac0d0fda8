package dev.weir.bench;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The sentences of the reports, in one language.
record Words(Locale locale, ResourceBundle bundle) {
  static Words in(Locale locale) {
    ResourceBundle.Control english =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    return new Words(locale, ResourceBundle.getBundle("dev.weir.bench.words", locale, english));
  }

  String say(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }
}
