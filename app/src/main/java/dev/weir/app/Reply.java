package dev.weir.app;

import dev.weir.gateway.record.Metrics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// One answer of the console port.
record Reply(int status, Map<String, String> fields, byte[] body) {
  /// A line of text.
  static Reply text(String line) {
    return new Reply(200, type("text/plain; charset=utf-8"), utf8(line + "\n"));
  }

  /// A page of metrics.
  static Reply metrics(byte[] page) {
    return new Reply(200, type(Metrics.CONTENT_TYPE), page);
  }

  /// A problem (RFC 9457) of the type `about:blank`, whose title is the phrase of its status.
  static Reply problem(int status, String title, String detail) {
    return problem(status, title, detail, Map.of());
  }

  /// A problem with more members.
  static Reply problem(int status, String title, String detail, Map<String, ?> members) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("title", title);
    tree.put("status", status);
    tree.put("detail", detail);
    tree.putAll(members);
    return new Reply(status, type("application/problem+json"), utf8(Json.of(tree) + "\n"));
  }

  /// The same with one more header field.
  Reply with(String name, String value) {
    var more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Reply(status, more, body);
  }

  private static Map<String, String> type(String type) {
    return Map.of("Content-Type", type);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
