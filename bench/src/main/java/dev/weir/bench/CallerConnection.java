package dev.weir.bench;

import java.io.IOException;

/// One connection of a [Caller], which asks for the same again and again. For one thread.
interface CallerConnection extends AutoCloseable {
  /// How long a caller waits for anything.
  int PATIENCE_MILLIS = 20_000;

  /// Small, since there may be ten thousand callers.
  int BUFFER = 1024;

  int OK = 200;

  /// One request, and its answer to the end.
  ///
  /// @throws IOException if the connection does not carry it to the end
  Outcome exchange() throws IOException;

  /// If the last exchange got as far as the first byte of its answer.
  boolean answerBegan();

  /// If it may carry another exchange: the other side has not announced its end.
  boolean reusable();

  @Override
  void close();

  /// What came back.
  sealed interface Outcome {}

  /// A whole 200 of the right length.
  record Whole() implements Outcome {}

  /// An answer, but not the one that was asked for.
  record Wrong(String what) implements Outcome {}

  /// Judges an answer that has arrived to its end.
  ///
  /// @param status its status, as a word for the report
  static Outcome judge(boolean ok, String status, long bytes, Payload payload) {
    if (!ok) {
      return new Wrong("status " + status);
    }
    return bytes == payload.size() ? new Whole() : new Wrong("a body of another length");
  }
}
