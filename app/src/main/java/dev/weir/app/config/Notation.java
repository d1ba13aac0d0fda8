package dev.weir.app.config;

import dev.weir.app.words.Message;
import dev.weir.app.words.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// How a value of one kind is written in the file.
///
/// @param kind its name in the reference pages
/// @param expected what to tell somebody who wrote something else
/// @param pattern what every text of it matches, for the reader and for the JSON Schema
/// @param words if there are only these texts, all of them
/// @param parse from a text that matches; throws [IllegalArgumentException] or
///   [ArithmeticException] where the pattern is not the whole truth
/// @param print the text of a value, which parses to an equal value
/// @param range the values that are allowed, where not all of them are
record Notation<T>(
    String kind,
    Sentence expected,
    Pattern pattern,
    List<String> words,
    Function<String, T> parse,
    Function<T, String> print,
    Optional<Range<T>> range) {

  /// The least and the greatest value that is allowed, of a type with a natural order.
  record Range<T>(T least, T greatest) {
    @SuppressWarnings("unchecked") // Only sizes, durations and numbers have ranges.
    boolean holds(T value) {
      var comparable = (Comparable<T>) value;
      return comparable.compareTo(least) >= 0 && comparable.compareTo(greatest) <= 0;
    }
  }

  static <T> Notation<T> of(
      Message expected, String pattern, Function<String, T> parse, Function<T, String> print) {
    return new Notation<>(
        expected.key().replaceFirst("^an?-", ""),
        expected.of(),
        Pattern.compile(pattern),
        List.of(),
        parse,
        print,
        Optional.empty());
  }

  /// A choice between words.
  static <T> Notation<T> oneOf(
      String kind, Sentence expected, List<T> values, Function<T, String> word) {
    return new Notation<>(
        kind,
        expected,
        Pattern.compile(".*", Pattern.DOTALL),
        values.stream().map(word).toList(),
        text ->
            values.stream().filter(one -> word.apply(one).equals(text)).findFirst().orElseThrow(),
        word,
        Optional.empty());
  }

  /// The same for values from `least` to `greatest` only, both as they would be written.
  Notation<T> within(String least, String greatest) {
    return new Notation<>(
        kind,
        expected,
        pattern,
        words,
        parse,
        print,
        Optional.of(new Range<>(parse.apply(least), parse.apply(greatest))));
  }
}
