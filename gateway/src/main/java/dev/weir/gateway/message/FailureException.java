package dev.weir.gateway.message;

import dev.weir.status.Cause;
import dev.weir.status.Failure;

/// Carries a [Failure] out of a parser. Without a stack trace: hostile clients can make many of
/// these.
public final class FailureException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public FailureException(Failure failure) {
    super(failure.evidence(), null, false, false);
    this.failure = failure;
  }

  public FailureException(Cause cause, String evidence) {
    this(Failure.of(cause, evidence));
  }

  public Failure failure() {
    return failure;
  }
}
