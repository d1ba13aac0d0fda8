package dev.weir.app.explain;

import java.util.ArrayList;
import java.util.List;

/// Text in the columns of a terminal, where a Hangul syllable takes two of them (Unicode Standard
/// Annex 11).
final class Columns {
  private static final String CUT = "…";

  private Columns() {}

  /// How many columns this text takes.
  static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  /// The text in lines of at most this width, broken at spaces; a longer word is broken anywhere.
  static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      String rest = word;
      while (width(rest) > width) {
        int end = prefix(rest, width);
        lines.add(rest.substring(0, end));
        rest = rest.substring(end);
      }
      line.append(line.isEmpty() ? "" : " ").append(rest);
    }
    lines.add(line.toString());
    return lines;
  }

  /// The text in exactly this width: filled up with spaces, or cut and marked as cut.
  static String fit(String text, int width) {
    String cut = width(text) <= width ? text : text.substring(0, prefix(text, width - 1)) + CUT;
    return cut + " ".repeat(width - width(cut));
  }

  /// How many chars of the text fit into this width.
  private static int prefix(String text, int width) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int next = text.codePointAt(end);
      used += width(next);
      if (used > width) {
        break;
      }
      end += Character.charCount(next);
    }
    return end;
  }

  private static int width(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    return isIn(codePoint, 0x1100, 0x115F) // Hangul Jamo, leading consonants
        || isIn(codePoint, 0x2E80, 0xA4CF) // CJK radicals to Yi
        || isIn(codePoint, 0xAC00, 0xD7A3) // Hangul syllables
        || isIn(codePoint, 0xF900, 0xFAFF) // CJK compatibility ideographs
        || isIn(codePoint, 0xFE30, 0xFE6F) // CJK compatibility forms
        || isIn(codePoint, 0xFF01, 0xFF60) // full-width forms
        || isIn(codePoint, 0xFFE0, 0xFFE6) // full-width signs
        || isIn(codePoint, 0x1F300, 0x1FAFF) // pictographs
        || isIn(codePoint, 0x20000, 0x3FFFD); // further ideographs
  }

  private static boolean isIn(int codePoint, int first, int last) {
    return first <= codePoint && codePoint <= last;
  }
}
