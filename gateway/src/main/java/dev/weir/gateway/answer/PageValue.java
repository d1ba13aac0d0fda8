package dev.weir.gateway.answer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a template can place with `{{name}}`; the name is the constant in lower case with hyphens.
/// Every value is plain text and escaped where it is placed; one that is not known is empty.
enum PageValue {
  /// The language of the page: `en` or `ko`.
  LANG,
  /// For `<title>`: the headline, and the brand if there is one.
  PAGE_TITLE,
  /// The name of the company or service, from the configuration.
  BRAND,
  /// The status code.
  STATUS,
  /// `busy`, `missing`, `denied`, `request` or `fault`, for the looks.
  KIND,
  /// What happened, in a few words for a visitor.
  HEADLINE,
  /// What happened, in a sentence or two.
  DETAIL,
  /// That it is our fault; empty where it is not.
  BLAME,
  /// Whether the request may have been processed; empty where that is not in question.
  SENT,
  /// What the visitor can do now.
  ADVICE,
  /// How long to wait, in words.
  WAIT,
  /// How long to wait, in seconds.
  RETRY_AFTER,
  /// `yes` where the page may load itself again after that time.
  RELOAD,
  /// What the button says.
  ACTION,
  /// Where the button leads; empty for this same address.
  ACTION_URL,
  /// What the button says where a script can lead back to a form; empty where there was no form.
  BACK,
  /// The title of the problem, for support.
  TITLE,
  /// The code of the cause, for support.
  CODE,
  /// The id to quote.
  REQUEST_ID,
  /// When it happened, in RFC 3339, for `datetime`.
  TIMESTAMP,
  /// When it happened, in UTC, for people.
  TIME,
  /// What the link to support says; empty where none is configured.
  SUPPORT,
  /// Where the link to support leads.
  SUPPORT_URL;

  private final String placeholder = name().toLowerCase(Locale.ROOT).replace('_', '-');

  String placeholder() {
    return placeholder;
  }

  static Optional<PageValue> of(String placeholder) {
    return Arrays.stream(values()).filter(v -> v.placeholder.equals(placeholder)).findFirst();
  }
}
