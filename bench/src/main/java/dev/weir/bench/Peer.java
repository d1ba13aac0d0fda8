package dev.weir.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A running process of the measurement. It ends with [#close].
final class Peer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(40);
  private static final long PAUSE_MILLIS = 20;

  private final Launch launch;
  private final Process process;

  private Peer(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
  }

  /// Starts it on one core, and waits until it listens everywhere.
  static Peer start(Launch launch, int core) throws IOException, InterruptedException {
    List<String> pinned = new ArrayList<>(List.of(Tool.TASKSET.command(), "-c", "" + core));
    pinned.addAll(launch.command());
    return start(launch, pinned, launch.ports().all());
  }

  /// Starts it on any core, and waits until it listens at a port, which may be another than its
  /// traffic's.
  static Peer startAnywhere(Launch launch, int port) throws IOException, InterruptedException {
    return start(launch, launch.command(), List.of(port));
  }

  /// Starts it on any core, and waits until it listens at its own ports.
  static Peer startAnywhere(Launch launch) throws IOException, InterruptedException {
    return start(launch, launch.command(), launch.ports().all());
  }

  private static Peer start(Launch launch, List<String> command, List<Integer> ports)
      throws IOException, InterruptedException {
    Path errors = errors(launch);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.output().toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    // For the case that the harness is ended in the middle.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> terminate(process)));
    Peer peer = new Peer(launch, process);
    for (int port : ports) {
      peer.awaitListening(port);
    }
    return peer;
  }

  private void awaitListening(int port) throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (!listens(port)) {
      if (process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        close();
        throw new IOException(
            launch.name() + ": does not listen at port " + port + ": " + lastErrors());
      }
    }
  }

  static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  String name() {
    return launch.name();
  }

  /// Where it takes HTTP/1.1 in clear.
  int port() {
    return launch.ports().clear();
  }

  Endpoint endpoint(Traffic traffic) {
    return launch.ports().endpoint(traffic);
  }

  AccessLog log() {
    return new AccessLog(launch.log());
  }

  Duration cpu() {
    return CpuTime.of(process.toHandle());
  }

  long residentBytes() {
    return Memory.of(process.toHandle());
  }

  /// Asks it to end (SIGTERM), the start script and what it started alike, and waits.
  ///
  /// @return its exit code
  /// @throws IOException if it has not ended in time
  int stop() throws IOException, InterruptedException {
    terminate(process);
    if (!process.waitFor(STOP)) {
      throw new IOException(launch.name() + ": has not ended after " + STOP.toSeconds() + " s");
    }
    return process.exitValue();
  }

  private static void terminate(Process process) {
    Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroy);
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      try {
        stop();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  /// The end of what it wrote to its standard error.
  String lastErrors() throws IOException {
    List<String> lines = Files.readAllLines(errors(launch));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  private static Path errors(Launch launch) {
    return launch.output().resolveSibling(launch.name() + ".err");
  }
}
