package dev.weir.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// The same figure from several rounds.
record Spread(double median, double min, double max) {
  /// @throws IllegalArgumentException where there is no figure
  static Spread of(DoubleStream figures) {
    double[] sorted = figures.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("figures: none (expected: at least one)");
    }
    double middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return new Spread(middle, sorted[0], Arrays.stream(sorted).max().orElseThrow());
  }

  /// `12.3 (11.9..12.8)`.
  String text(int digits) {
    String figure = "%." + digits + "f";
    return text(figure, figure);
  }

  /// `+12 (-3..45)`: what was added.
  String textOfDifference() {
    return text("%+.0f", "%.0f");
  }

  private String text(String first, String rest) {
    String format = first + " (" + rest + ".." + rest + ")";
    return String.format(Locale.ROOT, format, median, min, max);
  }
}
