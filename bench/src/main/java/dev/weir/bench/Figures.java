package dev.weir.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The figures in what a load generator printed.
///
/// @param program that printed it
/// @param output all of it
record Figures(String program, String output) {
  /// The one line of this form.
  ///
  /// @throws IOException where there is none: the run has failed, and the output says why
  Matcher find(Pattern line) throws IOException {
    Matcher matcher = line.matcher(output);
    if (!matcher.find()) {
      throw new IOException(program + ": " + output + " (expected: " + line + ")");
    }
    return matcher;
  }

  /// All the counts in a line that is printed only where there is something to count.
  long sum(Pattern line) {
    Matcher matcher = line.matcher(output);
    return matcher.find() ? sum(matcher) : 0;
  }

  private static long sum(Matcher found) {
    long sum = 0;
    for (int group = 1; group <= found.groupCount(); group++) {
      sum += Long.parseLong(found.group(group));
    }
    return sum;
  }

  /// A whole line, however it is indented.
  static Pattern line(String expression) {
    return Pattern.compile("^\\s*" + expression + " *$", Pattern.MULTILINE);
  }

  /// A time in two groups: figure and unit.
  static Duration time(Matcher found) {
    long nanos =
        switch (found.group(2)) {
          case "us" -> 1_000;
          case "ms" -> 1_000_000;
          case "s" -> 1_000_000_000;
          default -> 60_000_000_000L;
        };
    return Duration.ofNanos(Math.round(Double.parseDouble(found.group(1)) * nanos));
  }
}
