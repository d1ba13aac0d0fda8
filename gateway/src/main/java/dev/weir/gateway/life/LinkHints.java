package dev.weir.gateway.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Those links of a `Link` field (RFC 8288) that a browser can use before it has the page.
final class LinkHints {
  private static final Set<String> USEFUL = Set.of("preload", "preconnect", "modulepreload");
  private static final int MOST = 20;
  private static final int MOST_TEXT = 4096;

  private LinkHints() {}

  /// They as one field's value, or the empty string. No more than a browser would begin with: what
  /// is beyond is left out.
  static String of(String link) {
    StringBuilder kept = new StringBuilder();
    int count = 0;
    for (String each : split(link, ',')) {
      boolean fits = kept.length() + each.length() + 2 <= MOST_TEXT && count < MOST;
      if (fits && isUseful(each)) {
        kept.append(kept.isEmpty() ? "" : ", ").append(each);
        count++;
      }
    }
    return kept.toString();
  }

  // One with an anchor is about another page.
  private static boolean isUseful(String link) {
    boolean useful = false;
    List<String> parts = split(link, ';');
    for (String parameter : parts.subList(1, parts.size())) {
      String lower = parameter.toLowerCase(Locale.ROOT);
      if (lower.startsWith("anchor")) {
        return false;
      }
      if (lower.startsWith("rel=")) {
        String relations = lower.substring(4).replace("\"", " ").strip();
        useful |= List.of(relations.split("\\s+")).stream().anyMatch(USEFUL::contains);
      }
    }
    return useful && parts.getFirst().startsWith("<") && parts.getFirst().endsWith(">");
  }

  // At the sign, unless it stands in an address or within quotes.
  private static List<String> split(String text, char sign) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    boolean address = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"' && !address) {
        quoted = !quoted;
      } else if (!quoted && (c == '<' || c == '>')) {
        address = c == '<';
      } else if (c == sign && !quoted && !address) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(text.substring(from).strip());
    return parts;
  }
}
