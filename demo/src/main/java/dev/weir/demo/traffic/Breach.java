package dev.weir.demo.traffic;

import java.util.Locale;

/// How an error answer can break the contract.
public enum Breach {
  /// There is no `x-request-id` to quote.
  NO_REQUEST_ID,
  /// The body is in a form that this client does not read.
  WRONG_FORM,
  /// The body says another status than the answer, or the answer is a success though it failed.
  WRONG_STATUS,
  /// The gateway's own answer is in another language than the client's.
  WRONG_LANGUAGE,
  /// The gateway's own answer does not repeat the request id in its body.
  NO_ID_INSIDE;

  /// The name in reports, such as `wrong_form`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
