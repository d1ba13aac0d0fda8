package dev.weir.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// What an operator asks of a running Weir over HTTP.
final class ConsolePort implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /// Waits until it says that it is ready.
  ///
  /// @throws IOException if it is not after half a minute
  void awaitReady(int consolePort) throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (status(HttpRequest.newBuilder(uri(consolePort, "/-/ready"))) != OK) {
      if (System.nanoTime() > end) {
        throw new IOException("port " + consolePort + ": not ready (expected: 200 at /-/ready)");
      }
      Thread.sleep(PAUSE);
    }
  }

  /// Makes it read its file anew, and asks if what the file says is in force.
  ///
  /// @return if both went well
  boolean reload(WeirSetup weir, int generation) throws IOException, InterruptedException {
    weir.write(generation);
    HttpRequest.Builder reload =
        HttpRequest.newBuilder(uri(weir.consolePort(), "/-/reload"))
            .POST(HttpRequest.BodyPublishers.noBody());
    HttpRequest.Builder proof =
        HttpRequest.newBuilder(uri(weir.port(), WeirSetup.generationPath(generation)));
    return status(reload) == OK && status(proof) == UNAVAILABLE;
  }

  private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest patient = request.timeout(PATIENCE).build();
    return client.send(patient, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
