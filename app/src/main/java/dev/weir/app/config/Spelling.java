package dev.weir.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that was probably meant.
final class Spelling {
  private Spelling() {}

  /// The candidate nearest to the word, if one is near: a third of its letters may differ. Upper
  /// case, `_` and `-` count for nothing, since `trustedHops` means `trusted-hops`.
  static Optional<String> meant(String word, Collection<String> candidates) {
    String plain = plain(word);
    return candidates.stream()
        .filter(one -> distance(plain, plain(one)) <= Math.max(1, one.length() / 3))
        .min(
            Comparator.comparingInt((String one) -> distance(plain, plain(one)))
                .thenComparing(one -> one));
  }

  private static String plain(String word) {
    String start = word.substring(0, Math.min(word.length(), 64));
    return start.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }

  /// How many letters have to be put in, taken out, exchanged or swapped with their neighbour: the
  /// restricted Damerau-Levenshtein distance, one row of the table a letter.
  private static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : cheapest(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int cheapest(int[][] rows, String a, String b, int i, int j) {
    int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(rows[i - 1][j - 1] + other, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
