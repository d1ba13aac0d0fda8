package dev.weir.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Weir, and the Weir that takes over from it on the same port.
final class Succession implements AutoCloseable {
  private final ConsolePort console = new ConsolePort();
  private final Deque<Peer> running = new ArrayDeque<>();
  private WeirSetup current;
  private int exitCode;
  private long drainMillis;

  Succession(WeirSetup first) throws IOException, InterruptedException {
    current = first;
    start();
  }

  int port() {
    return current.port();
  }

  /// How the one that was replaced ended.
  int exitCode() {
    return exitCode;
  }

  /// How long the one that was replaced took from SIGTERM to its end.
  long drainMillis() {
    return drainMillis;
  }

  boolean reload(int generation) throws IOException, InterruptedException {
    return console.reload(current, generation);
  }

  /// Starts the next one, waits until it is ready, and ends the one before.
  void replace() throws IOException, InterruptedException {
    current = current.successor();
    start();
    long asked = System.nanoTime();
    exitCode = running.removeFirst().stop();
    drainMillis = Duration.ofNanos(System.nanoTime() - asked).toMillis();
  }

  private void start() throws IOException, InterruptedException {
    Peer next = Peer.startAnywhere(current.launch(), current.consolePort());
    running.addLast(next);
    try {
      console.awaitReady(current.consolePort());
    } catch (IOException e) {
      throw new IOException(next.name() + ": not ready: " + next.lastErrors(), e);
    }
  }

  @Override
  public void close() throws IOException {
    console.close();
    for (Peer peer : running) {
      peer.close();
    }
  }
}
