package dev.weir.gateway.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.attacks.Callers.Times;
import dev.weir.gateway.config.ListenConfig;
import dev.weir.gateway.config.TlsConfig;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each attack is played beside well-behaved callers, whose times before it, in the same process
/// and over the same connections, are what they are measured by.
///
/// The system property `weir.attacks` is how much stronger the attacks are than in the build.
class AttackTest {
  private static final int SCALE = Integer.getInteger("weir.attacks", 1);
  private static final int REQUESTS = 100 * SCALE;

  // Below this nobody can tell what is an attack and what is another process on the machine.
  private static final long FLOOR = Duration.ofMillis(5).toNanos();
  // The slowest in a hundred are the machine's as much as ours: attackers and callers share its
  // cores, and the build looks at every touch of every buffer. Nobody may be forgotten, though.
  private static final long TAIL_FLOOR = Duration.ofMillis(500).toNanos();
  private static final long MEMORY = SCALE * (64L << 20);
  private static final int LARGE = 4 << 20;
  private static final byte[] PIECE = new byte[1 << 16];
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BREATH = Duration.ofMillis(50);

  static Stream<Attack> attacks() {
    return Stream.of(Http1Attacks.all(SCALE), TlsAttacks.all(SCALE), Http2Attacks.all(SCALE))
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void costsTheOthersNothing(Attack attack) throws Exception {
    try (TestingOrigin origin = TestingOrigin.start(AttackTest::serve);
        TestingGateway gateway = TestingGateway.start(attack.defence().apply(config(origin)));
        Callers callers = new Callers(gateway.address())) {
      callers.call(REQUESTS);
      long memory = memory();
      Times before = callers.call(REQUESTS);
      Times during;
      long grown;
      try (Field field = new Field(gateway)) {
        attack.play().begin(field);
        during = callers.call(REQUESTS);
        grown = memory() - memory;
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!attack.trace().seen(field)) {
          during = during.and(callers.call(REQUESTS / 10));
          assertThat(System.nanoTime()).as("time for its traces").isLessThan(patience);
          field.rest(BREATH);
        }
      }

      System.out.printf(
          "%s: before %s, during %s, %d KiB more%n", attack, before, during, grown >> 10);
      assertThat(during.median()).isLessThan(2 * before.median() + FLOOR);
      assertThat(during.p99()).isLessThan(2 * before.p99() + TAIL_FLOOR);
      assertThat(grown).isLessThan(MEMORY);
      gateway.awaitNoneInFlight();
    }
  }

  private static TestingConfig config(TestingOrigin origin) {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Duration second = Duration.ofSeconds(1);
    Optional<TlsConfig> tls = Optional.of(TlsConfig.ofSelfSigned());
    return TestingConfig.to(origin)
        .with("listen", List.of(ListenConfig.at(free), new ListenConfig(free, false, tls, false)))
        .timeout("clientHead", second)
        .timeout("clientBody", second)
        .timeout("clientWrite", second)
        .timeout("tlsHandshake", second);
  }

  private static void serve(TestingOrigin.Connection connection)
      throws java.io.IOException, InterruptedException {
    while (connection.awaitRequest()) {
      if (connection.request().line().contains("/large")) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
        for (int sent = 0; sent < LARGE; sent += PIECE.length) {
          connection.send(PIECE);
        }
      } else {
        connection.send(TestingOrigin.ok("fine"));
      }
    }
  }

  // Whatever is left on the heap, and what Netty has of buffers outside.
  private static long memory() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }
}
