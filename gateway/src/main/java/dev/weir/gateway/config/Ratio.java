package dev.weir.gateway.config;

/// A share of a whole, written `20%`.
public record Ratio(double value) implements Comparable<Ratio> {
  public Ratio {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("ratio: " + value + " (expected: 0 to 1)");
    }
  }

  @Override
  public int compareTo(Ratio other) {
    return Double.compare(value, other.value);
  }
}
