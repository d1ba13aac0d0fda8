package dev.weir.gateway.record;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.ResourceBundle;

/// What the recorder has to tell the operator beside the log, on standard error, in the operator's
/// language. Each notice only so often: what goes wrong for one exchange goes wrong for thousands.
/// Belongs to the recorder thread.
final class Notices {
  private final PrintStream to;
  private final InstantSource clock;
  private final Map<String, Instant> silentUntil = new HashMap<>();

  Notices(PrintStream to, InstantSource clock) {
    this.to = to;
    this.clock = clock;
  }

  /// @param subject notices of one subject are held together
  /// @param every a notice on the same subject is left out for this long
  /// @param key of the sentence, in the resource bundle of this package
  /// @param values what the sentence has to name
  void say(String subject, Duration every, String key, Object... values) {
    Instant now = clock.instant();
    if (now.isBefore(silentUntil.getOrDefault(subject, Instant.MIN))) {
      return;
    }
    silentUntil.put(subject, now.plus(every));
    to.println("weir: " + bundle().getString(key).formatted(values));
  }

  private static ResourceBundle bundle() {
    return ResourceBundle.getBundle("dev.weir.gateway.record.notices");
  }
}
