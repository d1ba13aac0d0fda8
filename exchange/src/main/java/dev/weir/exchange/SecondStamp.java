package dev.weir.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The written form of a time down to the second, in UTC. Formatting a date costs more than the
/// rest of the line, and thousands of lines share a second: the last one is kept.
final class SecondStamp {
  private final DateTimeFormatter formatter;
  private long second = Long.MIN_VALUE;
  private byte[] written = {};

  SecondStamp(DateTimeFormatter formatter) {
    this.formatter = formatter.withZone(ZoneOffset.UTC);
  }

  void write(Instant time, LineBuffer into) {
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      written = formatter.format(time).getBytes(US_ASCII);
    }
    into.put(written);
  }
}
