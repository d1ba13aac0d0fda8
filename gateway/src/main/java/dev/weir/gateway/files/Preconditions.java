package dev.weir.gateway.files;

import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import dev.weir.status.Cause;
import java.time.Instant;
import java.util.Optional;

/// What a request makes its answer depend on, for the state in which the file is; asked in the
/// order of RFC 9110 section 13.2.2. A date that is none is not there.
///
/// @param now the time of the request
record Preconditions(Fields request, Version version, Instant now) {
  /// Makes sure that the file is as the client believes.
  ///
  /// @throws FailureException with [Cause#PRECONDITION_FAILED]
  void check() throws FailureException {
    String match = request.joined("if-match");
    if (!match.isEmpty()) {
      if (!version.isIn(match, true)) {
        throw failed("if-match: " + match);
      }
    } else if (date("if-unmodified-since").filter(version.modified()::isAfter).isPresent()) {
      throw failed("if-unmodified-since: " + request.joined("if-unmodified-since"));
    }
  }

  /// Whether the client has the file as it is.
  boolean unchanged() {
    String noneMatch = request.joined("if-none-match");
    if (!noneMatch.isEmpty()) {
      return version.isIn(noneMatch, false);
    }
    return date("if-modified-since")
        .filter(since -> !version.modified().isAfter(since))
        .isPresent();
  }

  /// Whether what is asked for is a part of the file as it is. Only a strong validator tells that
  /// (section 13.1.5).
  boolean partsFit() {
    String range = request.joined("if-range");
    if (range.isEmpty()) {
      return true;
    }
    if (range.startsWith("\"") || range.startsWith("W/")) {
      return version.settled() && version.tag().equals(range);
    }
    return version.settled() && date("if-range").filter(version.modified()::equals).isPresent();
  }

  private Optional<Instant> date(String name) {
    String text = request.joined(name);
    return text.isEmpty() ? Optional.empty() : HttpDate.parse(text, now);
  }

  private FailureException failed(String condition) {
    return new FailureException(
        Cause.PRECONDITION_FAILED, condition + " (expected: " + version.tag() + ")");
  }
}
