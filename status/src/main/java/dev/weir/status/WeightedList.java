package dev.weir.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The elements of `Accept` and its relatives with their weights (RFC 9110 sections 5.6.1, 12.4.2).
///
/// Never fails: an element that cannot be read is left out, and of a list without end only the
/// first elements are read. Takes one pass and allocates no more than the text is long.
final class WeightedList {
  /// No client asks for more; who sends more wants to see what it costs.
  private static final int MOST_ELEMENTS = 64;

  private static final int MOST_PARAMETERS = 8;

  /// @param value in lower case
  /// @param parameters how many parameters narrow the value; `charset` does not, since all is UTF-8
  /// @param weight thousandths, 0 for "not acceptable"
  record Element(String value, int parameters, int weight) {}

  private WeightedList() {}

  static List<Element> parse(String field) {
    List<Element> elements = new ArrayList<>();
    for (String text : split(field, ',', MOST_ELEMENTS)) {
      List<String> parts = split(text, ';', MOST_PARAMETERS);
      String value = parts.get(0).strip().toLowerCase(Locale.ROOT);
      int weight = weight(parts);
      if (!value.isEmpty() && weight >= 0) {
        elements.add(new Element(value, narrowing(parts), weight));
      }
    }
    return elements;
  }

  /// The weight, 1000 where there is none, -1 where it cannot be read.
  private static int weight(List<String> parts) {
    for (String part : parts.subList(1, parts.size())) {
      if (name(part).equals("q")) {
        return thousandths(part.substring(part.indexOf('=') + 1).strip());
      }
    }
    return 1000;
  }

  /// `qvalue`, and also `.5` and `1.` and more digits than three: what is meant is plain.
  private static int thousandths(String text) {
    if (text.isEmpty() || text.length() > 8 || !text.chars().allMatch(WeightedList::ofNumber)) {
      return -1;
    }
    try {
      double weight = Double.parseDouble(text);
      int rounded = (int) Math.round(weight * 1000);
      return weight > 1 ? -1 : weight > 0 ? Math.max(1, rounded) : 0;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean ofNumber(int c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  /// Counts what stands before `q`: what stands after it says nothing about the value.
  private static int narrowing(List<String> parts) {
    int count = 0;
    for (String part : parts.subList(1, parts.size())) {
      String name = name(part);
      if (name.equals("q")) {
        break;
      }
      if (!name.isEmpty() && !name.equals("charset")) {
        count++;
      }
    }
    return count;
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return (equals < 0 ? parameter : parameter.substring(0, equals))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /// Splits outside of quoted strings (section 5.6.4); a quote without end quotes the rest.
  private static List<String> split(String text, char separator, int most) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length() && parts.size() < most; i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (parts.size() < most) {
      parts.add(text.substring(start));
    }
    return parts;
  }
}
