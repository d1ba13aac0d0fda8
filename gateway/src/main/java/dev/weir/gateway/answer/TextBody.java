package dev.weir.gateway.answer;

/// A failure in a few lines, for a terminal.
final class TextBody {
  private TextBody() {}

  static String of(Telling telling) {
    var problem = telling.problem();
    PageWords words = PageWords.of(telling.language());
    StringBuilder out = new StringBuilder(512);
    out.append(problem.status()).append(' ').append(problem.title()).append("\n\n");
    sentence(out, problem.detail());
    sentence(out, telling.sent());
    sentence(out, telling.advice());
    sentence(out, telling.wait(words));
    out.append('\n').append(words.text("label.request-id")).append(": ");
    printable(out, problem.requestId());
    out.append('\n').append(words.text("label.time")).append(": ");
    return out.append(problem.timestamp()).append('\n').toString();
  }

  private static void sentence(StringBuilder out, String text) {
    if (!text.isEmpty()) {
      printable(out, text);
      out.append('\n');
    }
  }

  /// A terminal obeys control characters; none of them may come from outside.
  private static void printable(StringBuilder out, String text) {
    text.codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
  }
}
