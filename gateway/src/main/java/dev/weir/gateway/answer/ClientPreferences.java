package dev.weir.gateway.answer;

import dev.weir.status.AcceptLanguage;
import dev.weir.status.AnswerForm;
import dev.weir.status.Language;
import java.util.Locale;

/// What a request says about the answer that its sender can use. Absent fields are empty strings;
/// the lines of a field that comes more than once are joined by commas.
///
/// @param accept the `Accept` field
/// @param acceptLanguage the `Accept-Language` field
/// @param contentType the `Content-Type` field: what is sent tells a client of gRPC
/// @param navigation whether a browser loads a page (`Sec-Fetch-Mode: navigate`)
/// @param origin the `Origin` field
/// @param safe whether the method is GET or HEAD, so that a page may load the same address again by
///   itself, and need not ask whether something was done twice
public record ClientPreferences(
    String accept,
    String acceptLanguage,
    String contentType,
    boolean navigation,
    String origin,
    boolean safe) {

  /// The form that the sender reads (RFC 9110 section 12.5.1).
  ///
  /// An event stream is an answer to what passes only: 429 and all from 500 on. After a 404 its
  /// client is right never to come back.
  ///
  /// @param status the true status of the answer
  public AnswerForm form(int status) {
    if (AnswerForm.GRPC.isNamedBy(contentType)) {
      return AnswerForm.GRPC;
    }
    boolean passing = status == 429 || status >= 500;
    return AnswerForm.negotiate(accept, navigation, safe && passing);
  }

  /// The `Content-Type` of an answer in this form. Clients of gRPC want their own, with what they
  /// said of the messages in it (`application/grpc+json`).
  String contentType(AnswerForm form) {
    if (form != AnswerForm.GRPC) {
      return form.contentType();
    }
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /// The language that the sender reads (RFC 9110 section 12.5.4).
  public Language language() {
    return AcceptLanguage.negotiate(acceptLanguage);
  }

  /// Whether the sender cannot read an origin's error: a page for a program, JSON for a person, any
  /// status but 200 for an event source, anything but its own type for a client of gRPC.
  ///
  /// @param status the status code of the origin's answer
  /// @param type its `Content-Type`; empty for none
  public boolean misreads(int status, String type) {
    return switch (form(status)) {
      case PAGE ->
          AnswerForm.PROBLEM_JSON.isNamedBy(type)
              || AnswerForm.JSON_API.isNamedBy(type)
              || AnswerForm.GRAPHQL.isNamedBy(type);
      case EVENT_STREAM -> true;
      case GRPC -> !AnswerForm.GRPC.isNamedBy(type);
      case GRAPHQL, JSON_API, PROBLEM_JSON, PROBLEM_XML, TEXT -> AnswerForm.PAGE.isNamedBy(type);
    };
  }
}
