package dev.weir.bench;

/// Why a figure is not valid.
///
/// @param kind what was checked
/// @param seen what there was
/// @param expected what there should have been
record Fault(Kind kind, long seen, long expected) {
  enum Kind {
    /// Answers in all.
    REQUESTS,
    /// Answers of 400 and above.
    REFUSED,
    /// Connections and streams that failed.
    SOCKET_ERRORS,
    /// Lines in the access log.
    LOG_LINES,
    /// Answers to the probe with a request id on them.
    REQUEST_ID,
    /// Mentions of the probe's request id in the access log.
    REQUEST_ID_IN_LOG
  }

  String text(Words words) {
    return words.say("fault." + kind, seen, expected);
  }
}
