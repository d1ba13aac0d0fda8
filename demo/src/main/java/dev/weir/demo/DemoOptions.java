package dev.weir.demo;

import dev.weir.demo.drill.ControlFile;
import dev.weir.demo.view.Words;
import java.time.Duration;
import java.util.Optional;

/// How a demo is run.
///
/// @param length how long; until it is interrupted if empty
/// @param seed the seed of the traffic
/// @param rate calls a second, on average
/// @param controlPort where drills are ordered, 0 for a free port
/// @param controlFile where to leave word of that port
/// @param margin how long a drill counts before the fault and after it
/// @param json whether a program reads the output: nothing but the summary
/// @param words the language
public record DemoOptions(
    Optional<Duration> length,
    long seed,
    double rate,
    int controlPort,
    ControlFile controlFile,
    Duration margin,
    boolean json,
    Words words) {
  public DemoOptions {
    if (length.isPresent() && !length.get().isPositive()) {
      throw new IllegalArgumentException(
          "for: " + length.get().toMillis() + "ms (expected: above 0)");
    }
    if (!(rate > 0) || rate > 10_000) {
      throw new IllegalArgumentException("rate: " + rate + " (expected: above 0, up to 10000)");
    }
  }
}
