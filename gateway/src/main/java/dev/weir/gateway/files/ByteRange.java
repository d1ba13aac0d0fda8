package dev.weir.gateway.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A part of a file (RFC 9110 section 14).
///
/// @param first its first byte
/// @param last its last byte
record ByteRange(long first, long last) {
  // More are asked for by nobody who wants them: the whole file is cheaper for both.
  private static final int MOST = 16;

  // What a part of its own costs in a multipart body, about.
  private static final long GAP = 80;

  private static final int MOST_DIGITS = 18;

  long length() {
    return last - first + 1;
  }

  /// The parts that this field asks for, those that overlap or nearly touch as one. The list has
  /// nothing in it if the file has none of the bytes.
  ///
  /// @param range the value of the field
  /// @param size of the file
  /// @return empty if the field asks for nothing that is given in parts: then all of it is
  static Optional<List<ByteRange>> of(String range, long size) {
    if (!range.regionMatches(true, 0, "bytes=", 0, 6)) {
      return Optional.empty();
    }
    String[] specs = range.substring(6).split(",", MOST + 2);
    List<ByteRange> asked = new ArrayList<>();
    int seen = 0;
    for (String each : specs) {
      String spec = each.strip();
      if (spec.isEmpty()) {
        continue;
      }
      if (++seen > MOST || !spec.matches("[0-9]+-[0-9]*|-[0-9]+")) {
        return Optional.empty();
      }
      int dash = spec.indexOf('-');
      long from = number(spec.substring(0, dash));
      long to = number(spec.substring(dash + 1));
      if (from >= 0 && to >= 0 && from > to) {
        return Optional.empty();
      }
      cut(from, to, size).ifPresent(asked::add);
    }
    return seen == 0 ? Optional.empty() : Optional.of(merged(asked));
  }

  // A suffix of nothing, or what begins behind the end, cannot be given (section 14.1.2).
  private static Optional<ByteRange> cut(long from, long to, long size) {
    long first = from < 0 ? Math.max(0, size - to) : from;
    long last = from < 0 || to < 0 ? size - 1 : Math.min(to, size - 1);
    return first > last ? Optional.empty() : Optional.of(new ByteRange(first, last));
  }

  private static long number(String digits) {
    if (digits.isEmpty()) {
      return -1;
    }
    String plain = digits.replaceFirst("^0+(?=.)", "");
    return plain.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(plain);
  }

  // In the order in which they were asked for, unless some become one.
  private static List<ByteRange> merged(List<ByteRange> asked) {
    List<ByteRange> merged = new ArrayList<>();
    for (ByteRange next :
        asked.stream().sorted(Comparator.comparingLong(ByteRange::first)).toList()) {
      if (!merged.isEmpty() && next.first <= merged.getLast().last + GAP) {
        ByteRange before = merged.removeLast();
        merged.add(new ByteRange(before.first, Math.max(before.last, next.last)));
      } else {
        merged.add(next);
      }
    }
    return merged.size() == asked.size() ? asked : merged;
  }
}
