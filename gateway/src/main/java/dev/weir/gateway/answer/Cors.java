package dev.weir.gateway.answer;

import dev.weir.gateway.answer.GatewayAnswer.Field;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fields that let a script of another origin read a failure (Fetch standard, section 3.3).
/// Without them the script learns nothing but "network error": no status, no id, no Retry-After.
///
/// Any origin may read it, with credentials too, since the body is the gateway's own: it holds
/// nothing of the user but the id, and an id opens nothing.
final class Cors {
  /// A serialized origin: scheme, host, perhaps port. Bounded, so that nothing large is echoed.
  private static final Pattern ORIGIN =
      Pattern.compile("[a-z][a-z0-9+.-]{0,30}://[A-Za-z0-9._\\[\\]:-]{1,260}");

  private static final String VARY = "Accept, Accept-Language";

  // In the answer of an origin that is told in another form, they may be the origin's.
  private static final List<String> ALWAYS_EXPOSED =
      List.of("x-request-id", "retry-after", "proxy-status");

  private Cors() {}

  /// `Vary`, and what the origin needs; an opaque origin (`null`) is let read without credentials.
  ///
  /// @param telling the fields of the answer that a script is to see
  static List<Field> fields(String origin, List<Field> telling) {
    if (origin.isEmpty()) {
      return List.of(new Field("vary", VARY));
    }
    Field vary = new Field("vary", VARY + ", Origin");
    if (origin.equals("null")) {
      return List.of(vary, new Field("access-control-allow-origin", "*"), exposed(telling));
    }
    if (!ORIGIN.matcher(origin).matches()) {
      return List.of(vary);
    }
    return List.of(
        vary,
        new Field("access-control-allow-origin", origin),
        new Field("access-control-allow-credentials", "true"),
        exposed(telling));
  }

  private static Field exposed(List<Field> telling) {
    return new Field(
        "access-control-expose-headers",
        Stream.concat(ALWAYS_EXPOSED.stream(), telling.stream().map(Field::name))
            .distinct()
            .collect(Collectors.joining(", ")));
  }
}
