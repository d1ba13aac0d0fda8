package dev.weir.gateway.config;

/// A number of bytes, written `64KiB`.
public record Size(long bytes) implements Comparable<Size> {
  /// No limit.
  public static final Size UNLIMITED = new Size(Long.MAX_VALUE);

  public Size {
    if (bytes < 0) {
      throw new IllegalArgumentException("size: " + bytes + " (expected: >= 0)");
    }
  }

  public static Size ofKiB(long kibibytes) {
    return new Size(kibibytes << 10);
  }

  public static Size ofMiB(long mebibytes) {
    return new Size(mebibytes << 20);
  }

  @Override
  public int compareTo(Size other) {
    return Long.compare(bytes, other.bytes);
  }
}
