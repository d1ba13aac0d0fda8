package dev.weir.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingFrame;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.gateway.testing.TestingWebSocket;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A side that does not read stops the other, and nothing piles up in between.
final class WebSocketBackpressureTest {
  private static final int FRAME = 1 << 20;
  private static final int FRAMES = 100;
  private static final long MOST_UNDER_WAY = 24L << 20;

  private final AtomicLong sent = new AtomicLong();

  @Test
  void originIsReadNoFasterThanTheClientReads() throws Exception {
    try (TestingOrigin origin =
            TestingWebSocket.origin(connection -> {
              sendAll(connection.socket().getOutputStream(), false);
              connection.send(TestingFrame.close(1000, "").fromServer());
              connection.awaitClose();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client =
            TestingWebSocket.opened(
                TestingClient.connect(gateway.address(), 1 << 16)
                    .send(TestingWebSocket.request("/")))) {
      assertStalls();
      receiveAll(client.buffered());
      assertThat(TestingFrame.read(client.buffered()).code()).isEqualTo(1000);
    }
  }

  @Test
  void clientIsReadNoFasterThanTheOriginReads() throws Exception {
    CompletableFuture<Boolean> go = new CompletableFuture<>();
    try (TestingOrigin origin =
            TestingWebSocket.origin(connection -> {
              go.join();
              receiveAll(connection.buffered());
              connection.send(TestingFrame.text("all of it").fromServer());
              connection.awaitClose();
            });
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = TestingWebSocket.open(gateway)) {
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendAllUnchecked(client));
      assertStalls();
      go.complete(true);
      sending.get(60, TimeUnit.SECONDS);
      assertThat(TestingFrame.read(client.buffered()).text()).isEqualTo("all of it");
    }
  }

  private void sendAllUnchecked(TestingClient client) {
    try {
      sendAll(client.socket().getOutputStream(), true);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void sendAll(OutputStream out, boolean masked) throws IOException {
    TestingFrame frame = TestingFrame.binary(new byte[FRAME]);
    byte[] bytes = masked ? frame.fromClient() : frame.fromServer();
    for (int i = 0; i < FRAMES; i++) {
      out.write(bytes);
      sent.addAndGet(bytes.length);
    }
  }

  private static void receiveAll(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(TestingFrame.read(in).payload()).hasSize(FRAME);
    }
  }

  // Sends what the sockets' buffers take, and not more, while the gateway's own stay small.
  private void assertStalls() {
    AtomicLong before = new AtomicLong(-1);
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
    assertThat(sent.get()).isLessThan(MOST_UNDER_WAY);
    assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
        .isLessThan(MOST_UNDER_WAY);
  }
}
