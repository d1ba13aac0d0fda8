package dev.weir.status;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a cause means, in words of one language.
///
/// The first three are for the caller and tell nothing about the inside; the last is for the
/// operator.
///
/// @param title short and stable: the problem's title (RFC 9457 section 3.1.3), so that causes of
///   one problem type share it
/// @param detail one or two sentences: what happened
/// @param advice what a visitor with a browser can do now
/// @param checks what the operator looks at first, in this order
public record CauseWords(String title, String detail, String advice, List<String> checks) {
  /// A value that the caller sent is shown up to here: a page is no place for an 8 KiB field name.
  private static final int LONGEST_VALUE = 64;

  private static final Map<Language, Map<Cause, CauseWords>> ALL = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      Map<Cause, CauseWords> words = new EnumMap<>(Cause.class);
      for (Cause cause : Cause.values()) {
        words.put(cause, read(cause, CauseBundle.of(language)));
      }
      ALL.put(language, words);
    }
  }

  public CauseWords {
    checks = List.copyOf(checks);
  }

  /// The words for this cause.
  public static CauseWords of(Cause cause, Language language) {
    return requireNonNull(requireNonNull(ALL.get(language)).get(cause));
  }

  /// The words for this failure: those of its cause, with what the failure's parameters make more
  /// exact, such as the name of the header field that is too large (RFC 6585 section 5).
  public static CauseWords of(Failure failure, Language language) {
    CauseWords words = of(failure.cause(), language);
    CauseBundle bundle = CauseBundle.of(language);
    for (var parameter : failure.parameters().entrySet()) {
      var exact = bundle.find(failure.cause().code() + ".detail." + parameter.getKey());
      if (exact.isPresent()) {
        return words.withDetail(exact.get().replace("{}", shortened(parameter.getValue())));
      }
    }
    return words;
  }

  /// The words for an origin's own 5xx whose body is put into a form that the caller reads.
  public static CauseWords ofOriginError(Language language) {
    CauseBundle bundle = CauseBundle.of(language);
    return new CauseWords(
        bundle.text("origin_error.title"),
        bundle.text("origin_error.detail"),
        bundle.text("origin_error.advice"),
        List.of());
  }

  /// Whether a failed request was processed, and what to mind before it is sent again.
  public static String sent(Sent sent, Language language) {
    return CauseBundle.of(language).text("sent." + sent.code());
  }

  private static CauseWords read(Cause cause, CauseBundle bundle) {
    return new CauseWords(
        bundle.text(cause.code() + ".title"),
        bundle.text(cause.code() + ".detail"),
        bundle.text(cause.code() + ".advice"),
        bundle.items(cause.code() + ".checks"));
  }

  private CauseWords withDetail(String detail) {
    return new CauseWords(title, detail, advice, checks);
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
  }
}
