package dev.weir.gateway.attacks;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Where an attack is played: the gateway, and what the attacker holds open.
final class Field implements Closeable {
  private final TestingGateway gateway;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Queue<Closeable> held = new ConcurrentLinkedQueue<>();

  Field(TestingGateway gateway) {
    this.gateway = gateway;
  }

  TestingGateway gateway() {
    return gateway;
  }

  /// Where it listens in clear text.
  InetSocketAddress address() {
    return gateway.address();
  }

  /// Where it listens for TLS.
  InetSocketAddress encrypted() {
    return gateway.gateway().addresses().getLast();
  }

  /// Lets this be closed with the field.
  <T extends Closeable> T hold(T prop) {
    held.add(prop);
    return prop;
  }

  /// Does this again and again with this rest between, until the field is closed. What fails is
  /// begun anew: the gateway has cut it off, which is what it should. On a thread of its own, since
  /// a flood that never waits would keep the origin's virtual threads from theirs.
  void again(Duration rest, Work work) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (!over.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
              once(work);
            }
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void once(Work work) {
    try {
      work.run();
    } catch (IOException cutOff) {
      return;
    }
  }

  /// Waits this long, or until the field is closed.
  void rest(Duration time) throws InterruptedException {
    over.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Exchanges that failed by this.
  long failures(Cause cause) {
    return gateway.exchanges().stream()
        .map(Exchange::failure)
        .flatMap(Optional::stream)
        .map(Failure::cause)
        .filter(cause::equals)
        .count();
  }

  /// Connections turned away for this reason.
  long turnedAway(String reason) {
    String metric = "weir_connections_turned_away_total{reason=\"%s\"} ".formatted(reason);
    return gateway.metrics(metric).stream()
        .mapToLong(line -> (long) Double.parseDouble(line.substring(metric.length())))
        .sum();
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    for (Closeable each : held) {
      each.close();
    }
  }

  /// What an attacker does.
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }
}
