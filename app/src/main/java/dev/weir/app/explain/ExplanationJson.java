package dev.weir.app.explain;

import dev.weir.status.Catalogue;
import dev.weir.status.Cause;
import dev.weir.status.CauseWords;
import dev.weir.status.Language;
import dev.weir.status.Side;
import dev.weir.status.StatusClass;
import dev.weir.status.StatusCode;
import dev.weir.status.StatusWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An explanation for a program. The shape is the same whatever was asked for:
///
/// - `language`: `en` or `ko`, that of all words
/// - `classes`: `class`, `name`, and words
/// - `codes`: `key`, `code`, `name`, `class`, `source`, `listed`, `sides`, `retry`, and words
/// - `causes`: `code`, `status`, `proxy_status`, `type`, `side`, `retry`, `sent_matters`,
///   `retry_after` (where its value comes from), `title`, `detail`, `advice`, `checks`
///
/// Words are `meaning`, and the lists `causes`, `checks` and `remedies`. A code that is not listed
/// is explained by its class; an unlisted sub-status by its main code.
public final class ExplanationJson {
  private final Language language;

  /// For words of this language.
  public ExplanationJson(Language language) {
    this.language = language;
  }

  /// The explanation as maps, lists, texts, numbers and truth values.
  public Map<String, Object> tree(Explanation explanation) {
    return switch (explanation) {
      case Explanation.OfCode(String asked, List<StatusCode> meanings) ->
          tree(List.of(), meanings, List.of());
      case Explanation.OfClass(StatusClass its) -> tree(List.of(its), Catalogue.in(its), List.of());
      case Explanation.OfCause(Cause cause) -> tree(List.of(), List.of(), List.of(cause));
      case Explanation.OfCauses() -> tree(List.of(), List.of(), List.of(Cause.values()));
      case Explanation.OfAll() ->
          tree(List.of(StatusClass.values()), Catalogue.all(), List.of(Cause.values()));
    };
  }

  private Map<String, Object> tree(
      List<StatusClass> classes, List<StatusCode> codes, List<Cause> causes) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("language", language.tag());
    tree.put("classes", classes.stream().map(this::statusClass).toList());
    tree.put("codes", codes.stream().map(this::code).toList());
    tree.put("causes", causes.stream().map(this::cause).toList());
    return tree;
  }

  private Map<String, Object> statusClass(StatusClass statusClass) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("class", statusClass.code());
    tree.put("name", statusClass.title());
    putWords(tree, statusClass.words(language));
    return tree;
  }

  private Map<String, Object> code(StatusCode code) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("key", code.key());
    tree.put("code", code.code());
    tree.put("name", code.name());
    tree.put("class", code.statusClass().code());
    tree.put("source", code.source());
    tree.put("listed", code.listed());
    tree.put("sides", code.sides().stream().map(ExplanationJson::side).toList());
    tree.put("retry", code.retry().code());
    putWords(tree, code.words(language));
    return tree;
  }

  private Map<String, Object> cause(Cause cause) {
    CauseWords words = CauseWords.of(cause, language);
    var tree = new LinkedHashMap<String, Object>();
    tree.put("code", cause.code());
    tree.put("status", cause.status());
    tree.put("proxy_status", cause.proxyStatusType());
    tree.put("type", cause.type());
    tree.put("side", side(cause.side()));
    tree.put("retry", cause.retry().code());
    tree.put("sent_matters", cause.sentMatters());
    tree.put("retry_after", cause.retryAfterSource().name().toLowerCase(Locale.ROOT));
    tree.put("title", words.title());
    tree.put("detail", words.detail());
    tree.put("advice", words.advice());
    tree.put("checks", words.checks());
    return tree;
  }

  private static void putWords(Map<String, Object> tree, StatusWords words) {
    tree.put("meaning", words.meaning());
    tree.put("causes", words.causes());
    tree.put("checks", words.checks());
    tree.put("remedies", words.remedies());
  }

  private static String side(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }
}
