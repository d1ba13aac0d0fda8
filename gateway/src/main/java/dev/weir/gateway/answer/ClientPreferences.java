package dev.weir.gateway.answer;

import dev.weir.status.AcceptLanguage;
import dev.weir.status.AnswerForm;
import dev.weir.status.Language;

/// What a request says about the answer that its sender can use. Absent fields are empty strings;
/// the lines of a field that comes more than once are joined by commas.
///
/// @param accept the `Accept` field
/// @param acceptLanguage the `Accept-Language` field
/// @param navigation whether a browser loads a page (`Sec-Fetch-Mode: navigate`)
/// @param origin the `Origin` field
/// @param safe whether the method is GET or HEAD, so that a page may load the same address again by
///   itself, and need not ask whether something was done twice
public record ClientPreferences(
    String accept, String acceptLanguage, boolean navigation, String origin, boolean safe) {

  /// The form that the sender reads (RFC 9110 section 12.5.1).
  public AnswerForm form() {
    return AnswerForm.negotiate(accept, navigation);
  }

  /// The language that the sender reads (RFC 9110 section 12.5.4).
  public Language language() {
    return AcceptLanguage.negotiate(acceptLanguage);
  }

  /// Whether a body of this type is in the wrong form for the sender: a page for a program, or JSON
  /// for a person.
  ///
  /// @param contentType the `Content-Type` of an origin's answer; empty for none
  public boolean misreads(String contentType) {
    return form() == AnswerForm.PAGE
        ? AnswerForm.PROBLEM_JSON.isNamedBy(contentType)
        : AnswerForm.PAGE.isNamedBy(contentType);
  }
}
