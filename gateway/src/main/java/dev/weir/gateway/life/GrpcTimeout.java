package dev.weir.gateway.life;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How long a gRPC client waits: the `grpc-timeout` field (gRPC `doc/PROTOCOL-HTTP2.md`, Timeout).
final class GrpcTimeout {
  private static final int MOST_DIGITS = 8;

  private GrpcTimeout() {}

  /// A positive number of at most eight digits and a unit. Whatever else is in the field is not for
  /// the gateway to judge: servers disagree, some refuse the call and some ignore the field.
  static Optional<Duration> parse(String field) {
    int digits = field.length() - 1;
    if (digits < 1 || digits > MOST_DIGITS || !isNumber(field, digits)) {
      return Optional.empty();
    }
    int amount = Integer.parseInt(field, 0, digits, 10);
    return amount == 0
        ? Optional.empty()
        : unit(field.charAt(digits)).map(unit -> Duration.of(amount, unit));
  }

  private static boolean isNumber(String field, int to) {
    return field.chars().limit(to).allMatch(c -> c >= '0' && c <= '9');
  }

  private static Optional<ChronoUnit> unit(char c) {
    return switch (c) {
      case 'H' -> Optional.of(ChronoUnit.HOURS);
      case 'M' -> Optional.of(ChronoUnit.MINUTES);
      case 'S' -> Optional.of(ChronoUnit.SECONDS);
      case 'm' -> Optional.of(ChronoUnit.MILLIS);
      case 'u' -> Optional.of(ChronoUnit.MICROS);
      case 'n' -> Optional.of(ChronoUnit.NANOS);
      default -> Optional.empty();
    };
  }
}
