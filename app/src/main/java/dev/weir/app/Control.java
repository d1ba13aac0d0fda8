package dev.weir.app;

import java.time.Duration;

/// What the console port can ask and tell a running gateway. Any thread.
interface Control {
  /// Whether new requests are welcome.
  boolean ready();

  /// If not: when to ask again.
  Duration retryAfter();

  /// Reads the configuration again.
  ReloadOutcome reload();

  /// Everything that is counted, in the Prometheus text format.
  byte[] metrics();
}
