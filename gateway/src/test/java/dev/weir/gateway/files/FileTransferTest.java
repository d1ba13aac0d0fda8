package dev.weir.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are larger than what is on its way at a time.
class FileTransferTest {
  private static final int LARGE = 32 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void aLargeFileArrivesWhole() throws IOException {
    byte[] content = new byte[(1 << 20) + 17];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 + i / 256);
    }
    Path file = Files.write(folder.resolve("large"), content);
    try (TestingGateway gateway = serve();
        TestingClient client = gateway.connect()) {
      Answer answer = client.get("/large").answer();
      assertThat(answer.body()).isEqualTo(content);
      assertThat(client.get("/large", "Range: bytes=1000000-").answer().body())
          .isEqualTo(java.util.Arrays.copyOfRange(content, 1_000_000, content.length));
      assertNotOpen(file);
    }
  }

  @Test
  void aSlowReaderIsWaitedFor() throws IOException {
    Path file = large();
    try (TestingGateway gateway = serve();
        TestingClient client = TestingClient.connect(gateway.address(), 4096)) {
      client.get("/large");
      assertThat(client.answerHead().field("content-length")).isEqualTo(Integer.toString(LARGE));
      assertThat(open(file)).isTrue();
      assertThat(gateway.exchanges()).isEmpty();
      assertThat(client.buffered().readNBytes(LARGE)).hasSize(LARGE);
      Exchange exchange = gateway.awaitExchange(each -> true);
      assertThat(exchange.responseBytes()).isEqualTo(LARGE);
      assertThat(exchange.failure()).isEmpty();
      assertNotOpen(file);
    }
  }

  @Test
  void whoeverGoesLeavesNoFileOpen() throws IOException {
    Path file = large();
    try (TestingGateway gateway = serve()) {
      for (int i = 0; i < 20; i++) {
        TestingClient client = TestingClient.connect(gateway.address(), 4096);
        client.get("/large").answerHead();
        if (i % 2 == 0) {
          client.reset();
        } else {
          client.close();
        }
      }
      await().atMost(PATIENCE).until(() -> gateway.exchanges().size() == 20);
      assertThat(gateway.exchanges())
          .allMatch(each -> each.failure().map(Failure::cause).orElseThrow() == Cause.CLIENT_GONE)
          .allMatch(Exchange::truncated);
      assertNotOpen(file);
    }
  }

  @Test
  void aFileThatBecomesShorterIsSeenToBeCut() throws IOException {
    Path file = large();
    try (TestingGateway gateway = serve();
        TestingClient client = TestingClient.connect(gateway.address(), 4096)) {
      client.get("/large").answerHead();
      try (RandomAccessFile shorter = new RandomAccessFile(file.toFile(), "rw")) {
        shorter.setLength(1 << 16);
      }
      assertThat(client.buffered().readAllBytes().length).isLessThan(LARGE);
      Exchange exchange = gateway.awaitExchange(each -> true);
      assertThat(exchange.truncated()).isTrue();
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.PROXY_INTERNAL_ERROR);
      assertThat(exchange.failure().orElseThrow().evidence()).contains("longer when it was opened");
      assertNotOpen(file);
    }
  }

  @Test
  void anExchangeThatTakesTooLongLeavesNoFileOpen() throws IOException {
    Path file = large();
    try (TestingGateway gateway =
            TestingGateway.start(
                new TestingFolder(folder).served().timeout("exchange", Duration.ofMillis(200)));
        TestingClient client = TestingClient.connect(gateway.address(), 4096)) {
      client.get("/large").answerHead();
      Exchange exchange = gateway.awaitExchange(each -> true);
      assertThat(exchange.failure().map(Failure::cause)).contains(Cause.EXCHANGE_TIMEOUT);
      assertNotOpen(file);
    }
  }

  @Test
  void aGatewayThatClosesLeavesNoFileOpen() throws IOException {
    Path file = large();
    try (TestingGateway gateway = serve();
        TestingClient client = TestingClient.connect(gateway.address(), 4096)) {
      client.get("/large").answerHead();
      gateway.gateway().close();
      assertNotOpen(file);
    }
  }

  private TestingGateway serve() {
    return TestingGateway.start(new TestingFolder(folder).served());
  }

  private Path large() throws IOException {
    Path file = folder.resolve("large");
    try (RandomAccessFile empty = new RandomAccessFile(file.toFile(), "rw")) {
      empty.setLength(LARGE);
    }
    return file;
  }

  private static void assertNotOpen(Path file) {
    await().atMost(PATIENCE).until(() -> !open(file));
  }

  private static boolean open(Path file) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.anyMatch(each -> {
        try {
          return Files.readSymbolicLink(each).equals(file);
        } catch (IOException closedMeanwhile) {
          return false;
        }
      });
    }
  }
}
