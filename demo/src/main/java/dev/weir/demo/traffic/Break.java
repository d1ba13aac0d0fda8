package dev.weir.demo.traffic;

import java.util.Locale;

/// How a call can end without a whole answer.
public enum Break {
  /// Nobody took the connection.
  REFUSED,
  /// The connection was reset.
  RESET,
  /// The connection was closed before the first byte of an answer.
  CLOSED,
  /// The answer ended before it was whole.
  TRUNCATED,
  /// Nothing came for as long as a caller waits.
  TIMEOUT,
  /// What came was no HTTP.
  NOT_HTTP;

  /// The name in reports, such as `not_http`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
