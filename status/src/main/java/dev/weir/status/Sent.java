package dev.weir.status;

/// Whether an origin may have processed the request, which decides if an unsafe request can be sent
/// again (RFC 9110 section 9.2.2).
public enum Sent {
  /// No byte of the request reached an origin: any method can be repeated.
  NOT_SENT,
  /// Some of it may have been processed: only idempotent or keyed requests can be repeated.
  MAYBE,
  /// An origin answered: it was processed, whatever became of the answer.
  ANSWERED;

  /// The wire form: `no`, `maybe` or `answered`.
  public String code() {
    return switch (this) {
      case NOT_SENT -> "no";
      case MAYBE -> "maybe";
      case ANSWERED -> "answered";
    };
  }
}
