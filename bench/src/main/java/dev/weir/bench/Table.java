package dev.weir.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows of text under headings, aligned for a terminal: the first column to the left, figures to
/// the right. Hangul takes two places a letter.
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> headings) {
    rows.add(List.copyOf(headings));
  }

  void add(List<String> row) {
    if (row.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "row: " + row.size() + " cells (expected: " + rows.getFirst().size() + ")");
    }
    rows.add(List.copyOf(row));
  }

  @Override
  public String toString() {
    List<Integer> widths =
        IntStream.range(0, rows.getFirst().size())
            .mapToObj(
                column -> rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0))
            .toList();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> cell(row.get(column), widths.get(column), column == 0))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String cell(String text, int width, boolean left) {
    String padding = " ".repeat(width - width(text));
    return left ? text + padding : padding + text;
  }

  static int width(String text) {
    return text.codePoints().map(point -> isHangul(point) ? 2 : 1).sum();
  }

  private static boolean isHangul(int codePoint) {
    return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HANGUL;
  }
}
