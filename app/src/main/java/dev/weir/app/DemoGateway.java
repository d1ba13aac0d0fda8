package dev.weir.app;

import dev.weir.app.words.Message;
import dev.weir.demo.Front;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.config.AccessLogConfig;
import dev.weir.gateway.config.ErrorPageConfig;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.RouteConfig;
import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.status.Language;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The gateway before the shop of the demo, with its console port.
///
/// @param consolePort serves what the gateway counts
/// @param log the file that exchanges are logged to
record DemoGateway(Gateway gateway, Console consolePort, Path log) implements Front, Control {

  /// Takes both addresses and begins to serve.
  ///
  /// @throws IOException that names what could not be had; then nothing was started
  static DemoGateway open(
      InetSocketAddress listen,
      InetSocketAddress console,
      List<InetSocketAddress> instances,
      Language language)
      throws IOException {
    Console consolePort = Console.bind(console);
    try {
      Path log = Files.createTempDirectory("weir-demo").resolve("access.log");
      GatewayConfig config = config(listen, console, instances, log);
      // Nobody concludes anything from exchanges yet: the log and the metrics are the gateway's
      // own.
      DemoGateway demo = new DemoGateway(Gateway.start(config, exchange -> {}), consolePort, log);
      consolePort.serve(demo, language);
      return demo;
    } catch (IOException | RuntimeException e) {
      consolePort.close();
      throw e;
    }
  }

  @Override
  public InetSocketAddress address() {
    return gateway.addresses().getFirst();
  }

  @Override
  public Optional<URI> console() {
    InetSocketAddress at = consolePort.address();
    String host = at.getAddress().getHostAddress();
    return Optional.of(URI.create("http://" + host + ":" + at.getPort() + "/metrics"));
  }

  @Override
  public Optional<Path> accessLog() {
    return Optional.of(log);
  }

  @Override
  public boolean ready() {
    return gateway.ready();
  }

  @Override
  public Duration retryAfter() {
    return Duration.ofSeconds(1);
  }

  @Override
  public ReloadOutcome reload() {
    return new ReloadOutcome.Pointless(Message.NOTHING_TO_RELOAD.of());
  }

  @Override
  public byte[] metrics() {
    return gateway.metrics().prometheus();
  }

  @Override
  public void close() {
    gateway.close();
    consolePort.close();
  }

  /// The configuration of `weir run --to`, with a shop's brand on the error page, error bodies in
  /// the form that the caller reads, and an origin given up after three seconds: a drill is short.
  private static GatewayConfig config(
      InetSocketAddress listen,
      InetSocketAddress console,
      List<InetSocketAddress> instances,
      Path log) {
    List<Origin> origins = instances.stream().map(DemoGateway::origin).toList();
    GatewayConfig plain = GatewayConfig.of(listen, console, origins);
    return new GatewayConfig(
        plain.name(),
        plain.listen(),
        plain.console(),
        plain.trustedHops(),
        plain.limits(),
        impatient(plain.timeouts()),
        Duration.ofSeconds(5),
        plain.dns(),
        toFile(plain.accessLog(), log),
        new ErrorPageConfig(Optional.empty(), Optional.of("The Mill Shop"), Optional.empty()),
        plain.services(),
        plain.routes().stream().map(DemoGateway::wrapping).toList());
  }

  private static Origin origin(InetSocketAddress instance) {
    return new Origin(instance.getAddress().getHostAddress(), instance.getPort());
  }

  private static TimeoutsConfig impatient(TimeoutsConfig plain) {
    return new TimeoutsConfig(
        plain.clientIdle(),
        plain.clientHead(),
        plain.clientBody(),
        plain.clientWrite(),
        plain.connect(),
        plain.originWrite(),
        Duration.ofSeconds(3),
        plain.betweenBytes(),
        plain.exchange(),
        plain.tlsHandshake(),
        plain.webSocketIdle());
  }

  private static AccessLogConfig toFile(AccessLogConfig plain, Path file) {
    return new AccessLogConfig(
        plain.format(),
        Optional.of(file),
        plain.successes(),
        plain.rotateSize(),
        plain.rotateEvery(),
        plain.keep());
  }

  private static RouteConfig wrapping(RouteConfig plain) {
    return new RouteConfig(
        plain.name(),
        plain.host(),
        plain.path(),
        plain.methods(),
        plain.service(),
        plain.answer(),
        plain.retryAfter(),
        plain.timeout(),
        plain.firstByte(),
        plain.requestBody(),
        RouteConfig.Errors.WRAP,
        plain.redirect(),
        plain.files(),
        plain.canonical(),
        plain.compression(),
        plain.earlyHints());
  }
}
