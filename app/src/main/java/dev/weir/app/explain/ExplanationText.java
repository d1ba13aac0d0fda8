package dev.weir.app.explain;

import dev.weir.status.Catalogue;
import dev.weir.status.Cause;
import dev.weir.status.CauseWords;
import dev.weir.status.RetryAfterSource;
import dev.weir.status.StatusClass;
import dev.weir.status.StatusCode;
import dev.weir.status.StatusWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An explanation for people at a terminal: a card for one code, class or cause, a table for many.
/// Each makes one page, for one thread.
public final class ExplanationText {
  private static final int LABEL = 14;
  private static final int KEY = 15;
  private static final int CAUSE = 34;
  private static final int SIDE = 12;
  private static final int SIDES = 19;
  private static final int RETRY = 11;

  private final ExplainWords words;
  private final int width;
  private final Style style;
  private final List<String> lines = new ArrayList<>();

  /// A page in these words, at most this many columns wide (80 or more), with or without colour.
  public ExplanationText(ExplainWords words, int width, boolean colour) {
    this.words = words;
    this.width = width;
    this.style = new Style(colour);
  }

  /// The lines of the page.
  public List<String> lines(Explanation explanation) {
    switch (explanation) {
      case Explanation.OfCode code -> codes(code);
      case Explanation.OfClass(StatusClass its) -> classCard(its);
      case Explanation.OfCause(Cause cause) -> causeCard(cause);
      case Explanation.OfCauses() -> causeTable();
      case Explanation.OfAll() -> all();
    }
    return List.copyOf(lines);
  }

  private void codes(Explanation.OfCode code) {
    List<StatusCode> meanings = code.meanings();
    if (code.isMainCode()) {
      paragraph(filled("sub_status", code.asked(), meanings.get(0).code()));
      lines.add("");
    }
    if (meanings.size() > 1) {
      paragraph(filled("several", meanings.get(0).code(), Integer.toString(meanings.size())));
      lines.add("");
    }
    for (int i = 0; i < meanings.size(); i++) {
      if (i > 0) {
        rule();
      }
      codeCard(meanings.get(i));
    }
  }

  private void codeCard(StatusCode code) {
    lines.add(style.code(code.statusClass(), code.code() + " " + code.name()));
    fact("source", code.source());
    fact("side", code.sides().isEmpty() ? words.text("side.none") : words.sides(code.sides()));
    fact("retry", words.retryAdvice(code.retry()));
    statusWords(code.words(words.language()));
  }

  private void classCard(StatusClass statusClass) {
    lines.add(style.code(statusClass, statusClass.code() + " " + statusClass.title()));
    statusWords(statusClass.words(words.language()));
    lines.add("");
    codeTable(statusClass);
  }

  private void causeCard(Cause cause) {
    CauseWords its = CauseWords.of(cause, words.language());
    StatusClass statusClass = StatusClass.of(cause.status());
    lines.add(style.code(statusClass, cause.code()) + "  " + style.heading(its.title()));
    fact("status", cause.status() + "  (weir explain " + cause.status() + ")");
    fact("side", words.side(cause.side()));
    fact("retry", words.retryAdvice(cause.retry()));
    fact("sent", words.text(cause.sentMatters() ? "sent.stated" : "sent.never"));
    fact("retry_after", words.retryAfter(cause.retryAfterSource()));
    fact("proxy_status", cause.proxyStatusType());
    fact("type", cause.type());
    lines.add("");
    paragraph(its.detail());
    section("advice", List.of(its.advice()), false);
    section("checks", its.checks(), true);
  }

  private void statusWords(StatusWords its) {
    lines.add("");
    paragraph(its.meaning());
    section("causes", its.causes(), false);
    section("checks", its.checks(), true);
    section("remedies", its.remedies(), false);
  }

  private void codeTable(StatusClass statusClass) {
    int name = width - KEY - RETRY - SIDES - 6;
    lines.add(
        style.faint(
            row(
                Columns.fit(words.text("label.code"), KEY),
                Columns.fit(words.text("label.name"), name),
                Columns.fit(words.text("label.retry"), RETRY),
                words.text("label.side"))));
    for (StatusCode code : Catalogue.in(statusClass)) {
      lines.add(
          row(
              style.code(statusClass, Columns.fit(name(code), KEY)),
              Columns.fit(code.name(), name),
              Columns.fit(words.retry(code.retry()), RETRY),
              sidesOrDash(code)));
    }
  }

  /// What to ask for to see this row alone.
  private static String name(StatusCode code) {
    return Catalogue.of(code.code()).size() == 1 ? code.code() : code.key();
  }

  private String sidesOrDash(StatusCode code) {
    return code.sides().isEmpty() ? "-" : words.sides(code.sides());
  }

  private void causeTable() {
    lines.add(
        style.faint(
            row(
                "   ",
                Columns.fit(words.text("label.cause"), CAUSE),
                Columns.fit(words.text("label.side"), SIDE),
                Columns.fit(words.text("label.retry"), RETRY),
                words.text("label.retry_after"))));
    for (Cause cause : Cause.values()) {
      causeRow(cause);
    }
  }

  private void causeRow(Cause cause) {
    RetryAfterSource source = cause.retryAfterSource();
    lines.add(
        row(
            Integer.toString(cause.status()),
            style.code(StatusClass.of(cause.status()), Columns.fit(cause.code(), CAUSE)),
            Columns.fit(words.side(cause.side()), SIDE),
            Columns.fit(words.retry(cause.retry()), RETRY),
            source == RetryAfterSource.NONE ? "-" : source.name().toLowerCase(Locale.ROOT)));
    String more = CauseWords.of(cause, words.language()).title() + " · " + cause.proxyStatusType();
    String sent = cause.sentMatters() ? " · " + words.text("sent.short") : "";
    indented("     ", more + sent);
  }

  private void all() {
    for (StatusClass statusClass : StatusClass.values()) {
      lines.add(style.heading(statusClass.code() + " " + statusClass.title()));
      codeTable(statusClass);
      lines.add("");
    }
    lines.add(style.heading(words.text("label.all_causes")));
    causeTable();
  }

  private void fact(String label, String value) {
    String shown = Columns.fit(words.text("label." + label), LABEL);
    List<String> wrapped = Columns.wrap(value, width - LABEL - 1);
    lines.add(style.faint(shown) + " " + wrapped.get(0));
    wrapped.stream().skip(1).forEach(more -> lines.add(" ".repeat(LABEL + 1) + more));
  }

  private void section(String label, List<String> items, boolean inOrder) {
    lines.add("");
    lines.add(style.heading(words.text("label." + label)));
    for (int i = 0; i < items.size(); i++) {
      indented(inOrder ? "  " + (i + 1) + ". " : "  - ", items.get(i));
    }
  }

  private void paragraph(String text) {
    lines.addAll(Columns.wrap(text, width));
  }

  /// The text behind this start, and under itself where it needs more lines.
  private void indented(String start, String text) {
    List<String> wrapped = Columns.wrap(text, width - start.length());
    lines.add(start + wrapped.get(0));
    wrapped.stream().skip(1).forEach(more -> lines.add(" ".repeat(start.length()) + more));
  }

  private void rule() {
    lines.add("");
    lines.add(style.faint("─".repeat(width)));
    lines.add("");
  }

  private String filled(String key, String first, String second) {
    return words.text(key).replace("{0}", first).replace("{1}", second);
  }

  private static String row(String... cells) {
    return String.join("  ", cells);
  }
}
