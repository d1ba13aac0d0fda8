package dev.weir.status;

import java.util.List;

/// What a status code, or a class of them, means to people who run services, in one language.
///
/// @param meaning one to three sentences
/// @param causes what is likely behind it, likeliest first
/// @param checks what to look at first, in this order
/// @param remedies what helps, best first
public record StatusWords(
    String meaning, List<String> causes, List<String> checks, List<String> remedies) {

  public StatusWords {
    causes = List.copyOf(causes);
    checks = List.copyOf(checks);
    remedies = List.copyOf(remedies);
    if (meaning.isBlank() || causes.isEmpty() || checks.isEmpty() || remedies.isEmpty()) {
      throw new IllegalArgumentException(
          "words: incomplete (expected: meaning, causes, checks and remedies)");
    }
  }

  /// The same with this sentence in front of the meaning.
  StatusWords after(String sentence) {
    return new StatusWords(sentence + " " + meaning, causes, checks, remedies);
  }
}
