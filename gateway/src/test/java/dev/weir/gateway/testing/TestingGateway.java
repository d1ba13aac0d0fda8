package dev.weir.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.config.Origin;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// A whole gateway on a free loopback port, with everything it recorded.
public final class TestingGateway implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Gateway gateway;
  private final Path log;
  private final List<Exchange> exchanges;

  private TestingGateway(Gateway gateway, Path log, List<Exchange> exchanges) {
    this.gateway = gateway;
    this.log = log;
    this.exchanges = exchanges;
  }

  /// Starts with this configuration.
  public static TestingGateway start(TestingConfig config) {
    try {
      Path log = Files.createTempFile("weir-access", ".log");
      List<Exchange> exchanges = new CopyOnWriteArrayList<>();
      Gateway gateway =
          Gateway.start(
              config.build(log),
              exchange -> {
                config.listeners().forEach(listener -> listener.accept(exchange));
                exchanges.add(exchange);
              });
      return new TestingGateway(gateway, log, exchanges);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts with the defaults in front of these origins.
  public static TestingGateway to(Origin... origins) {
    return start(TestingConfig.to(origins));
  }

  /// Starts with the defaults in front of this origin.
  public static TestingGateway to(TestingOrigin origin) {
    return start(TestingConfig.to(origin));
  }

  /// Serves by this from now on, at the same address.
  public void reload(TestingConfig config) throws IOException {
    gateway.reload(config.build(log));
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return gateway.addresses().getFirst();
  }

  /// A new connection to it.
  public TestingClient connect() throws IOException {
    return TestingClient.connect(address());
  }

  /// The gateway itself.
  public Gateway gateway() {
    return gateway;
  }

  /// The exchanges recorded so far, in order for each event loop.
  public List<Exchange> exchanges() {
    return exchanges;
  }

  /// The first recorded exchange that is like this; waits for it.
  public Exchange awaitExchange(Predicate<Exchange> like) {
    return await("an exchange is recorded")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> exchanges.stream().filter(like).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /// The recorded exchange with this request id; waits for it.
  public Exchange awaitExchange(String requestId) {
    return awaitExchange(exchange -> exchange.requestId().equals(requestId));
  }

  /// The line of the access log that has this request id; waits for it.
  public String awaitLogLine(String requestId) {
    return awaitLogLine(line -> line.contains(requestId));
  }

  /// The first line of the access log that is like this; waits for it.
  public String awaitLogLine(Predicate<String> like) {
    return await("a line of the access log")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> Files.readString(log).lines().filter(like).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /// Waits until no exchange is under way.
  public void awaitNoneInFlight() {
    awaitMetric("weir_in_flight 0.0");
  }

  /// Waits until there is no connection to any origin.
  public void awaitNoOriginConnections() {
    awaitMetric("weir_connections{side=\"origin\"} 0.0");
  }

  /// Waits until the metrics have this line.
  public void awaitMetric(String line) {
    await(line)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> metrics(line).contains(line));
  }

  /// The lines of the metrics page that begin so.
  public List<String> metrics(String prefix) {
    return new String(gateway.metrics().prometheus(), UTF_8)
        .lines()
        .filter(line -> line.startsWith(prefix))
        .toList();
  }

  @Override
  public void close() {
    gateway.close();
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
