package dev.weir.status;

/// Where the number in `Retry-After` comes from; a cause without a source sends no such field,
/// since an invented number is worse than none.
public enum RetryAfterSource {
  /// Nothing is known about when a repetition would succeed.
  NONE,
  /// When the caller's bucket holds the next permit.
  RATE_LIMIT,
  /// What remains of the time for which the breaker stays open.
  BREAKER,
  /// How long the queue needs to drain at its present rate.
  QUEUE,
  /// When the origin is tried again.
  HEALTH,
  /// How long a restart of this gateway usually takes.
  DRAIN,
  /// The end of a maintenance window, or a figure that the operator set.
  CONFIGURED
}
