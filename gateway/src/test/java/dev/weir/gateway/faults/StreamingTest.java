package dev.weir.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Much of everything: many requests at once, and bodies larger than any buffer. What one side has
/// sent and the other has not taken lies in the buffers of sockets and of the gateway; it stays
/// small whoever is slow.
class StreamingTest {
  private static final long LARGE = 200L << 20;
  // What kernels buffer for four sockets on loopback goes into tens of MiB.
  private static final long BUFFERS = 80L << 20;

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    int count = 10_000;
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              while (connection.awaitRequest()) {
                connection.send(TestingOrigin.ok(connection.request().line()));
              }
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      Thread.ofVirtual()
          .start(() -> {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < count; i++) {
              all.append(TestingClient.head("GET", "/" + i));
            }
            sendQuietly(
                client, all.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
          });

      for (int i = 0; i < count; i++) {
        assertThat(client.answer().text()).isEqualTo("GET /" + i + " HTTP/1.1");
      }
    }
  }

  @Test
  void slowClientGetsEverything() throws Exception {
    AtomicLong given = new AtomicLong();
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitRequest();
              connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
              byte[] piece = new byte[1 << 16];
              for (long sent = 0; sent < LARGE; sent += piece.length) {
                connection.send(piece);
                given.addAndGet(piece.length);
              }
              connection.awaitClose();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingClient.connect(gateway.address(), 1 << 16)) {
      client.get("/").answerHead();
      awaitStandstill(given);

      assertThat(readAll(client.buffered(), LARGE, given)).isLessThan(BUFFERS);
    }
  }

  @Test
  void slowOriginGetsEverything() throws Exception {
    AtomicLong given = new AtomicLong();
    AtomicLong mostBetween = new AtomicLong();
    CountDownLatch read = new CountDownLatch(1);
    try (TestingOrigin origin =
            TestingOrigin.start(connection -> {
              connection.awaitHead();
              read.await();
              mostBetween.set(readAll(connection.buffered(), LARGE, given));
              connection.send(TestingOrigin.ok("all"));
              connection.awaitClose();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("PUT", "/", "Content-Length: " + LARGE));
      Thread.ofVirtual()
          .start(() -> {
            byte[] piece = new byte[1 << 16];
            for (long sent = 0; sent < LARGE; sent += piece.length) {
              sendQuietly(client, piece);
              given.addAndGet(piece.length);
            }
          });
      awaitStandstill(given);
      read.countDown();

      assertThat(client.answer().text()).isEqualTo("all");
      assertThat(mostBetween.get()).isLessThan(BUFFERS);
    }
  }

  /// Reads this many bytes and returns how many had been given and not read, at most.
  private static long readAll(InputStream in, long length, AtomicLong given) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long most = 0;
    long total = 0;
    while (total < length) {
      most = Math.max(most, given.get() - total);
      int read = in.read(buffer);
      if (read < 0) {
        throw new IOException("ended after " + total + " of " + length + " bytes");
      }
      total += read;
    }
    return most;
  }

  // Nobody takes anything: all buffers fill up, and then the giver has to wait.
  private static void awaitStandstill(AtomicLong given) {
    AtomicLong seen = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofMillis(200))
        .until(() -> given.get() > 0 && seen.getAndSet(given.get()) == given.get());
  }

  private static void sendQuietly(TestingClient client, byte[] bytes) {
    try {
      client.send(bytes);
    } catch (IOException closed) {
      return;
    }
  }
}
