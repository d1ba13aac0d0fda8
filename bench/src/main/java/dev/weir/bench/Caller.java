package dev.weir.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// A caller with one keep-alive connection that does what HTTP asks of a client and no more.
///
/// A connection that ends before the first byte of an answer, after it has carried an exchange
/// before, is the keep-alive race: the request, a GET, is sent once more on a new connection (RFC
/// 9112 section 9.3.1), as browsers do, and counted apart. Everything else that is not a whole 200
/// is a failure.
///
/// For one thread.
final class Caller implements AutoCloseable {
  private final Dial dial;
  private final CallerTally tally;
  private @Nullable CallerConnection connection;

  /// Speaks HTTP/1.1 in clear.
  Caller(int port, Payload payload, CallerTally tally) {
    this(() -> Http1Connection.inClear(port, payload), tally);
  }

  Caller(Dial dial, CallerTally tally) {
    this.dial = dial;
    this.tally = tally;
  }

  /// One request, and the whole of its answer.
  void call() {
    CallerConnection reused = connection;
    if (reused == null) {
      callAfresh();
      return;
    }
    try {
      exchange(reused);
    } catch (IOException e) {
      close();
      if (reused.answerBegan() || e instanceof SocketTimeoutException) {
        tally.failed(kind(e, reused.answerBegan()));
      } else {
        tally.repeated();
        callAfresh();
      }
    }
  }

  /// The same on a connection of its own.
  void callOnce() {
    callAfresh();
    close();
  }

  private void callAfresh() {
    boolean began = false;
    try {
      CallerConnection fresh = dial.open();
      tally.connected();
      connection = fresh;
      try {
        exchange(fresh);
      } finally {
        began = fresh.answerBegan();
      }
    } catch (IOException e) {
      close();
      tally.failed(kind(e, began));
    }
  }

  private void exchange(CallerConnection on) throws IOException {
    CallerConnection.Outcome outcome = on.exchange();
    if (!on.reusable()) {
      close();
    }
    switch (outcome) {
      case CallerConnection.Whole whole -> tally.answered();
      case CallerConnection.Wrong wrong -> tally.failed(wrong.what());
    }
  }

  private static String kind(IOException failure, boolean answerBegan) {
    String what =
        switch (failure) {
          case ConnectException refused -> "connection refused";
          case SocketTimeoutException timeout -> "no answer in time";
          case EOFException end -> "connection closed";
          case SocketException reset -> "connection reset";
          case Http2Connection.StreamResetException reset -> "stream reset";
          case SSLException tls -> "TLS: " + tls.getMessage();
          default -> failure.getClass().getSimpleName();
        };
    return answerBegan ? what + " in mid-answer" : what;
  }

  @Override
  public void close() {
    CallerConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  /// How a connection is opened.
  interface Dial {
    /// @throws IOException if there is none to be had
    CallerConnection open() throws IOException;
  }
}
