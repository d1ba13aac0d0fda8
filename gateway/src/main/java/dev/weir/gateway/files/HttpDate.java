package dev.weir.gateway.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Dates of HTTP: written in one form, read in all three (RFC 9110 section 5.6.7).
final class HttpDate {
  private static final DateTimeFormatter FIXED = form("EEE, dd MMM yyyy HH:mm:ss 'GMT'");
  private static final DateTimeFormatter C = form("EEE MMM ppd HH:mm:ss yyyy");

  private HttpDate() {}

  static String text(Instant time) {
    return FIXED.format(time.atOffset(ZoneOffset.UTC));
  }

  /// The time that this says; empty if it is no date.
  ///
  /// @param now a year of two digits is the one that is at most 50 years ahead of this
  static Optional<Instant> parse(String text, Instant now) {
    return Stream.of(FIXED, C, old(now)).flatMap(form -> parse(text, form).stream()).findFirst();
  }

  private static Optional<Instant> parse(String text, DateTimeFormatter form) {
    try {
      return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException another) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter old(Instant now) {
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(
            ChronoField.YEAR, 2, 2, now.atOffset(ZoneOffset.UTC).toLocalDate().minusYears(49))
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.US);
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.US);
  }
}
