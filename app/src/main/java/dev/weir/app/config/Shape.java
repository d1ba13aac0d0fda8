package dev.weir.app.config;

import java.util.List;
import java.util.Map;

/// What may stand behind a key.
sealed interface Shape {
  /// A single value.
  record Scalar(Notation<?> notation) implements Shape {}

  /// A list of these, one at least if `some`.
  record Items(Shape item, boolean some) implements Shape {}

  /// Freely chosen names, and one of these behind each.
  record Named(Section section) implements Shape {}

  /// Known keys that fill one record.
  ///
  /// @param words single words that may stand in place of the keys, and what each means
  record Section(Class<? extends Record> type, List<Key> keys, Map<String, Record> words)
      implements Shape {}

  /// Known keys that are written below a key of their own, but fill the record of the section
  /// around them: `match` of a route.
  record Group(List<Key> keys) implements Shape {}
}
