package dev.weir.status;

/// A problem as XML (RFC 9457 appendix B).
final class ProblemXml extends ProblemMembers {
  static String of(Problem problem) {
    ProblemXml xml = new ProblemXml();
    xml.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.out.append("<problem xmlns=\"urn:ietf:rfc:7807\">\n");
    xml.write(problem);
    return xml.out.append("</problem>\n").toString();
  }

  @Override
  void text(String name, String value) {
    out.append("  <").append(name).append('>');
    value.codePoints().forEach(this::escape);
    out.append("</").append(name).append(">\n");
  }

  @Override
  void number(String name, long value) {
    text(name, Long.toString(value));
  }

  private void escape(int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
    }
  }

  /// The characters of XML 1.0 section 2.2; others cannot be written at all, not even escaped.
  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
