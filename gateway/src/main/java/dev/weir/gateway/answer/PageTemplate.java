package dev.weir.gateway.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An HTML page with `{{placeholders}}`, checked and cut into pieces once, filled in for each
/// failure.
///
/// A placeholder is a [PageValue] or a word of the page's own bundle (`{{label.copy}}`). Values are
/// escaped, so a placeholder may stand in text and in quoted attributes. It may not stand in
/// `<style>` and `<script>`: those are allowed by their hash in the content security policy, which
/// allows nothing else, neither style attributes nor anything from another place.
final class PageTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}\\s]*)\\s*}}");
  private static final Pattern STYLE = element("style");
  private static final Pattern SCRIPT = element("script");

  private sealed interface Piece {}

  private record Literal(String html) implements Piece {}

  private record Place(PageValue value) implements Piece {}

  private final List<Piece> pieces;
  private final String contentSecurityPolicy;

  private PageTemplate(List<Piece> pieces, String contentSecurityPolicy) {
    this.pieces = List.copyOf(pieces);
    this.contentSecurityPolicy = contentSecurityPolicy;
  }

  /// @param name of the file, for messages
  /// @param words what stands for a placeholder that is not a value
  /// @throws IllegalArgumentException if a placeholder is unknown or stands where it cannot, or if
  ///   the page does not show the request id
  static PageTemplate parse(String name, String html, Function<String, Optional<String>> words) {
    String policy =
        "default-src 'none'; style-src "
            + hashes(name, html, STYLE)
            + "; script-src "
            + hashes(name, html, SCRIPT)
            + "; img-src data:; base-uri 'none'; form-action 'none'";
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(html);
    int end = 0;
    while (matcher.find()) {
      pieces.add(new Literal(html.substring(end, matcher.start())));
      pieces.add(piece(matcher.group(1), words, name, html, matcher.start()));
      end = matcher.end();
    }
    pieces.add(new Literal(html.substring(end)));
    if (!pieces.contains(new Place(PageValue.REQUEST_ID))) {
      throw new IllegalArgumentException(
          name + ": no {{request-id}} (expected: at least once, so that a visitor can quote it)");
    }
    return new PageTemplate(pieces, policy);
  }

  String contentSecurityPolicy() {
    return contentSecurityPolicy;
  }

  /// The page with these values; one that is missing is empty.
  String fill(EnumMap<PageValue, String> values) {
    StringBuilder out = new StringBuilder(12 * 1024);
    for (Piece piece : pieces) {
      switch (piece) {
        case Literal literal -> out.append(literal.html);
        case Place place -> escape(out, values.getOrDefault(place.value, ""));
      }
    }
    return out.toString();
  }

  private static Piece piece(
      String placeholder,
      Function<String, Optional<String>> words,
      String name,
      String html,
      int at) {
    Optional<PageValue> value = PageValue.of(placeholder);
    if (value.isPresent()) {
      return new Place(value.get());
    }
    String word =
        words
            .apply(placeholder)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s:%d: unknown placeholder {{%s}} (expected: one of %s, or a label)"
                        .formatted(name, line(html, at), placeholder, names())));
    return new Literal(escaped(word));
  }

  private static String names() {
    return Arrays.stream(PageValue.values())
        .map(PageValue::placeholder)
        .collect(Collectors.joining(", "));
  }

  /// The sources of one directive: a hash for each element of this kind (CSP 3 section 2.3.1).
  private static String hashes(String name, String html, Pattern element) {
    Stream<String> hashes =
        element
            .matcher(html)
            .results()
            .map(found -> {
              if (PLACEHOLDER.matcher(found.group(1)).find()) {
                throw new IllegalArgumentException(
                    "%s:%d: placeholder inside <style> or <script> (expected: none; put it into an attribute)"
                        .formatted(name, line(html, found.start())));
              }
              return hash(found.group(1));
            });
    String sources = hashes.collect(Collectors.joining(" "));
    return sources.isEmpty() ? "'none'" : sources;
  }

  /// The hash of the content as a browser sees it, with line ends made equal (HTML section
  /// 13.2.3.5).
  private static String hash(String content) {
    try {
      String seen = content.replace("\r\n", "\n").replace('\r', '\n');
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(seen.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Pattern element(String tag) {
    return Pattern.compile(
        "<" + tag + "(?:\\s[^>]*)?>(.*?)</" + tag, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  private static int line(String html, int at) {
    return 1 + (int) html.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    escape(out, text);
    return out.toString();
  }

  /// For text and quoted attributes. Control characters cannot be written in HTML.
  private static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
  }
}
