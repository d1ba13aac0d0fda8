package dev.weir.gateway.edge;

import dev.weir.gateway.config.Size;
import java.time.Duration;

/// The least that has to come or be taken in a stretch of time.
///
/// @param stretch how long is waited before anybody is called slow
/// @param least bytes within it, at least one
record Pace(Duration stretch, long least) {
  /// @param rate bytes a second; 0 asks for anything at all
  static Pace of(Size rate, Duration stretch) {
    return new Pace(stretch, Math.max(1, (long) (rate.bytes() * (stretch.toNanos() / 1e9))));
  }

  /// Whether these bytes are enough.
  boolean kept(long bytes) {
    return bytes >= least;
  }

  /// What was seen of whom is too slow.
  ///
  /// @param what the beginning of the sentence, such as `took`
  String evidence(String what, long bytes) {
    return bytes == 0
        ? what + " nothing for " + stretch
        : what + " " + bytes + " bytes within " + stretch + " (expected: at least " + least + ")";
  }
}
