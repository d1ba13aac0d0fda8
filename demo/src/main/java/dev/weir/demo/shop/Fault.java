package dev.weir.demo.shop;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What can be wrong with an instance of the shop: the closed list. A fault acts on the raw socket,
/// so that whoever stands in front of the shop meets the real thing.
public enum Fault {
  /// The process is gone: the port refuses connections, those that were open are reset.
  CRASH,
  /// It accepts connections and reads requests, and never answers.
  HANG,
  /// It answers as always, two seconds late.
  SLOW,
  /// It answers 500, in a form that the caller did not ask for, and shows its insides.
  ERRORS,
  /// It reads the request and resets the connection.
  RESET,
  /// It sends the first half of the answer's body and closes the connection.
  TRUNCATE,
  /// It answers with something that is not HTTP: the greeting of a mail server.
  GARBAGE;

  /// The fault as it is named in commands and reports, such as `hang`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The fault of that name; empty if there is none.
  public static Optional<Fault> of(String word) {
    return Stream.of(values()).filter(fault -> fault.word().equals(word)).findFirst();
  }
}
