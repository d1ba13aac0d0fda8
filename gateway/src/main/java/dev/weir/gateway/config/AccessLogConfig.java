package dev.weir.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where exchanges are written. Failures are always written; of successes the given share.
///
/// @param format one JSON object a line, the combined format, or nothing
/// @param file where to; standard output if empty
/// @param successes the share of successful exchanges that is written
/// @param rotateSize start a new file at this size
/// @param rotateEvery start a new file after this time
/// @param keep how many finished files to keep
public record AccessLogConfig(
    Format format,
    Optional<Path> file,
    Ratio successes,
    Size rotateSize,
    Duration rotateEvery,
    int keep) {

  public static final AccessLogConfig DEFAULT =
      new AccessLogConfig(
          Format.JSON, Optional.empty(), new Ratio(1), Size.ofMiB(100), Duration.ofDays(1), 7);

  public enum Format {
    JSON,
    COMBINED,
    OFF
  }
}
