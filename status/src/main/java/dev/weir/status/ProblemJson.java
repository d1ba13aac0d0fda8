package dev.weir.status;

/// A problem as JSON (RFC 8259). Written by hand: this module has no dependency.
final class ProblemJson extends ProblemMembers {
  private static final String HEXADECIMAL = "0123456789abcdef";

  static String of(Problem problem) {
    ProblemJson json = new ProblemJson();
    json.out.append('{');
    json.write(problem);
    return json.out.append("}\n").toString();
  }

  static String graphql(Problem problem) {
    ProblemJson json = new ProblemJson();
    json.out.append("{\"errors\":[{");
    json.text("message", problem.detail());
    json.name("extensions");
    json.out.append('{');
    json.write(problem);
    return json.out.append("}}]}\n").toString();
  }

  /// The members that JSON:API knows have its names, the others stand in `meta`.
  static String jsonApi(Problem problem) {
    ProblemJson json = new ProblemJson();
    json.out.append("{\"errors\":[{");
    json.text("id", problem.requestId());
    json.name("links");
    json.out.append('{');
    json.text("type", problem.type());
    json.out.append('}');
    json.text("status", Integer.toString(problem.status()));
    json.text("code", problem.code());
    json.text("title", problem.title());
    json.text("detail", problem.detail());
    json.name("meta");
    json.out.append('{');
    json.writeRest(problem);
    return json.out.append("}}]}\n").toString();
  }

  @Override
  void text(String name, String value) {
    name(name);
    out.append('"');
    escape(value);
    out.append('"');
  }

  @Override
  void number(String name, long value) {
    name(name);
    out.append(value);
  }

  private void name(String name) {
    if (out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
    out.append('"').append(name).append("\":");
  }

  /// What section 7 says must be escaped; a surrogate without its other half is not a character.
  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00").append(HEXADECIMAL.charAt(c >> 4)).append(HEXADECIMAL.charAt(c & 15));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        out.append(c).append(value.charAt(++i));
      } else {
        out.append(Character.isSurrogate(c) ? '\uFFFD' : c);
      }
    }
  }
}
