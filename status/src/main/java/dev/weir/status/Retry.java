package dev.weir.status;

/// Whether a caller should send the same request again. Always meant for safe, idempotent or keyed
/// requests; an unsafe one needs proof that it was not processed ([Sent#NOT_SENT]).
public enum Retry {
  /// Not a failure, or not an answer at all: the question does not arise.
  NOT_APPLICABLE("n/a"),
  /// At once, with back-off and jitter.
  YES("yes"),
  /// The same request will fail in the same way.
  NO("no"),
  /// Only after the condition that the remedy names is met.
  CONDITIONAL("conditional"),
  /// Not before the time in `Retry-After`, or a growing delay where there is none.
  AFTER_DELAY("after-delay");

  private final String code;

  Retry(String code) {
    this.code = code;
  }

  /// The wire form, as in the catalogue and in problem details.
  public String code() {
    return code;
  }

  /// The constant whose [#code] this is.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Retry of(String code) {
    for (Retry retry : values()) {
      if (retry.code.equals(code)) {
        return retry;
      }
    }
    throw new IllegalArgumentException(
        "retry: " + code + " (expected: yes, no, conditional, after-delay or n/a)");
  }
}
