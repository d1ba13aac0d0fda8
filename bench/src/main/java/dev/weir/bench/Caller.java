package dev.weir.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Small, since there may be ten thousand callers.
  private static final int BUFFER = 1024;

  private static final int OK = 200;

  private final int port;
  private final byte[] request;
  private final int expectedBytes;
  private final CallerTally tally;
  private @Nullable Connection connection;

  Caller(int port, Payload payload, CallerTally tally) {
    this.port = port;
    this.request =
        ("GET /"
                + payload.file()
                + " HTTP/1.1\r\nHost: bench.example\r\nAccept: application/json\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    this.expectedBytes = payload.size();
    this.tally = tally;
  }

  /// One request, and the whole of its answer.
  void call() {
    Connection reused = connection;
    if (reused == null) {
      callAfresh();
      return;
    }
    try {
      exchange(reused);
    } catch (IOException e) {
      close();
      if (reused.answerBegan || e instanceof SocketTimeoutException) {
        tally.failed(kind(e, reused.answerBegan));
      } else {
        tally.repeated();
        callAfresh();
      }
    }
  }

  private void callAfresh() {
    boolean began = false;
    try {
      Connection fresh = new Connection(new Socket(InetAddress.getLoopbackAddress(), port));
      tally.connected();
      connection = fresh;
      try {
        exchange(fresh);
      } finally {
        began = fresh.answerBegan;
      }
    } catch (IOException e) {
      close();
      tally.failed(kind(e, began));
    }
  }

  private void exchange(Connection on) throws IOException {
    on.answerBegan = false;
    on.socket.getOutputStream().write(request);
    AnswerHead head = AnswerHead.read(on.in, () -> on.answerBegan = true);
    long body = head.skipBody(on.in);
    if (!head.keepsAlive()) {
      close();
    }
    if (head.status() != OK) {
      tally.failed("status " + head.status());
    } else if (body != expectedBytes) {
      tally.failed("a body of another length");
    } else {
      tally.answered();
    }
  }

  private static String kind(IOException failure, boolean answerBegan) {
    String what =
        switch (failure) {
          case ConnectException refused -> "connection refused";
          case SocketTimeoutException timeout -> "no answer in time";
          case EOFException end -> "connection closed";
          case SocketException reset -> "connection reset";
          default -> failure.getClass().getSimpleName();
        };
    return answerBegan ? what + " in mid-answer" : what;
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  private static final class Connection {
    final Socket socket;
    final InputStream in;
    boolean answerBegan;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        // It is given up anyway.
      }
    }
  }
}
