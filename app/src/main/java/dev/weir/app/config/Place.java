package dev.weir.app.config;

import java.util.Comparator;

/// Where something stands in a file; lines and columns count from 1, and line 0 is the file as a
/// whole.
public record Place(String file, int line, int column) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  /// The file as a whole.
  public static Place of(String file) {
    return new Place(file, 0, 0);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /// `weir.yaml:17:9`, as compilers write it and editors jump to it.
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
