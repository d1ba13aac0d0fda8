package dev.weir.bench;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What wrk saw in one run.
///
/// @param requests answers that arrived whole
/// @param perSecond the same, a second
/// @param p50 half of the requests took at most this
/// @param p99 99 of 100 took at most this
/// @param refused answers of 400 and above
/// @param socketErrors connections that failed: connect, read, write, timeout
record Load(
    long requests, double perSecond, Duration p50, Duration p99, long refused, long socketErrors) {
  private static final Pattern REQUESTS = line("(\\d+) requests in .*");
  private static final Pattern PER_SECOND = line("Requests/sec: +([\\d.]+)");
  private static final Pattern P50 = line("50% +([\\d.]+)(us|ms|s|m)");
  private static final Pattern P99 = line("99% +([\\d.]+)(us|ms|s|m)");
  private static final Pattern REFUSED = line("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern ERRORS =
      line("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

  /// Reads the output of `wrk --latency`.
  ///
  /// @throws IllegalArgumentException where a figure is not in it
  static Load parse(String output) {
    return new Load(
        Long.parseLong(find(REQUESTS, output).group(1)),
        Double.parseDouble(find(PER_SECOND, output).group(1)),
        time(find(P50, output)),
        time(find(P99, output)),
        sum(REFUSED.matcher(output)),
        sum(ERRORS.matcher(output)));
  }

  private static Pattern line(String expression) {
    return Pattern.compile("^\\s*" + expression + " *$", Pattern.MULTILINE);
  }

  private static Matcher find(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IllegalArgumentException("wrk: " + output + " (expected: " + pattern + ")");
    }
    return matcher;
  }

  private static long sum(Matcher matcher) {
    long sum = 0;
    if (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        sum += Long.parseLong(matcher.group(group));
      }
    }
    return sum;
  }

  private static Duration time(Matcher found) {
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
