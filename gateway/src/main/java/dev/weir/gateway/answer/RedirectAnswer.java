package dev.weir.gateway.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.answer.GatewayAnswer.Field;
import java.util.List;

/// Answers that send a client elsewhere (RFC 9110 section 15.4). Their note is a link and no words,
/// so that it is read in every language.
///
/// What is permanent is kept by caches for a day: a mistake made here heals by itself, where a 301
/// without a time is kept until the user empties his cache. What is temporary is not kept.
public final class RedirectAnswer {
  // What may stand in a URI (RFC 3986 section 2) beside letters and digits; `%` as it was sent.
  private static final String OF_URI = "-._~:/?#[]@!$&'()*+,;=%";

  private RedirectAnswer() {}

  /// The answer.
  ///
  /// @param status 301, 302, 307 or 308
  /// @param target a URI reference whose characters beyond ASCII are bytes read as Latin-1; what
  ///   may not stand in one is written with percent signs, so that no two parsers read it in two
  ///   ways (a backslash is a slash to browsers)
  public static GatewayAnswer of(int status, String target) {
    boolean permanent = status == 301 || status == 308;
    String location = uri(target);
    String text = location.replace("&", "&amp;").replace("'", "&#39;");
    String note =
        "<!doctype html>\n<meta charset=utf-8>\n<title>%1$s</title>\n<a href=\"%1$s\">%1$s</a>\n"
            .formatted(text);
    return new GatewayAnswer(
        status,
        List.of(
            new Field("location", location),
            new Field("content-type", "text/html; charset=utf-8"),
            new Field("cache-control", permanent ? "max-age=86400" : "no-store"),
            new Field("x-content-type-options", "nosniff")),
        note.getBytes(UTF_8));
  }

  private static String uri(String target) {
    StringBuilder uri = new StringBuilder(target.length());
    for (byte b : target.getBytes(ISO_8859_1)) {
      char c = (char) (b & 0xff);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (alphanumeric || OF_URI.indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    return uri.toString();
  }
}
