package dev.weir.status;

import java.util.List;
import java.util.Map;

/// The `Proxy-Status` field (RFC 9209): one member of a structured list (RFC 8941) a hop.
///
/// A member names the deployment, the error type, and the parameters that the type defines, as far
/// as the failure has them. `next-hop` and `details` are never written: they tell about the inside.
public final class ProxyStatus {
  /// More would be cut off by somebody: field values come from outside.
  private static final int LONGEST_STRING = 128;

  /// The most digits of a structured integer (RFC 8941 section 3.3.1).
  private static final int MOST_DIGITS = 15;

  private enum Kind {
    INTEGER,
    STRING,
    TOKEN
  }

  private record Parameter(String name, Kind kind) {}

  /// What section 2.3 defines beside `error`, by type; the other types define nothing.
  private static final Map<String, List<Parameter>> DEFINED =
      Map.of(
          "dns_error",
          List.of(new Parameter("rcode", Kind.STRING), new Parameter("info-code", Kind.INTEGER)),
          "tls_alert_received",
          List.of(
              new Parameter("alert-id", Kind.INTEGER), new Parameter("alert-message", Kind.STRING)),
          "http_request_error",
          List.of(
              new Parameter("status-code", Kind.INTEGER),
              new Parameter("status-phrase", Kind.STRING)),
          "http_response_header_section_size",
          List.of(new Parameter("header-section-size", Kind.INTEGER)),
          "http_response_header_size",
          List.of(
              new Parameter("header-name", Kind.STRING),
              new Parameter("header-size", Kind.INTEGER)),
          "http_response_body_size",
          List.of(new Parameter("body-size", Kind.INTEGER)),
          "http_response_trailer_section_size",
          List.of(new Parameter("trailer-section-size", Kind.INTEGER)),
          "http_response_trailer_size",
          List.of(
              new Parameter("trailer-name", Kind.STRING),
              new Parameter("trailer-size", Kind.INTEGER)),
          "http_response_transfer_coding",
          List.of(new Parameter("coding", Kind.TOKEN)),
          "http_response_content_coding",
          List.of(new Parameter("coding", Kind.TOKEN)));

  private ProxyStatus() {}

  /// The member for this failure, such as `weir;error=connection_refused`.
  ///
  /// @param name the name of the deployment, not of the product (section 2)
  public static String of(String name, Failure failure) {
    String type = failure.cause().proxyStatusType();
    StringBuilder out = new StringBuilder(64);
    out.append(isToken(name) ? name : string(name)).append(";error=").append(type);
    for (Parameter parameter : DEFINED.getOrDefault(type, List.of())) {
      String value = bare(parameter.kind, value(parameter.name, failure));
      if (!value.isEmpty()) {
        out.append(';').append(parameter.name).append('=').append(value);
      }
    }
    return out.toString();
  }

  /// The field value with one more member: each hop appends its own after those nearer to the
  /// origin (section 2).
  ///
  /// @param existing the field as it came from the origin; empty for none
  public static String append(String existing, String member) {
    return existing.isBlank() ? member : existing + ", " + member;
  }

  /// `status-code` needs no parameter of the failure: its cause has it.
  private static String value(String parameter, Failure failure) {
    String value = failure.parameters().getOrDefault(parameter, "");
    return value.isEmpty() && parameter.equals("status-code")
        ? Integer.toString(failure.cause().status())
        : value;
  }

  /// The value as a structured bare item (RFC 8941 section 3.3); empty if it cannot be one.
  private static String bare(Kind kind, String value) {
    return switch (kind) {
      case INTEGER -> isInteger(value) ? value : "";
      case STRING -> value.isEmpty() ? "" : string(value);
      case TOKEN -> isToken(value) ? value : "";
    };
  }

  private static boolean isInteger(String value) {
    return !value.isEmpty()
        && value.length() <= MOST_DIGITS
        && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isToken(String value) {
    return !value.isEmpty()
        && value.length() <= LONGEST_STRING
        && (isAlpha(value.charAt(0)) || value.charAt(0) == '*')
        && value.chars().allMatch(ProxyStatus::isTokenCharacter);
  }

  private static boolean isAlpha(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isTokenCharacter(int c) {
    return isAlpha(c) || (c >= '0' && c <= '9') || "!#$%&'*+-.^_`|~:/".indexOf(c) >= 0;
  }

  /// A structured string holds printable ASCII only (RFC 8941 section 3.3.3); the rest is left out.
  private static String string(String value) {
    StringBuilder out = new StringBuilder("\"");
    value
        .chars()
        .filter(c -> c >= ' ' && c < 0x7F)
        .limit(LONGEST_STRING)
        .forEach(c -> out.append(c == '"' || c == '\\' ? "\\" : "").append((char) c));
    return out.append('"').toString();
  }
}
