package dev.weir.gateway.testing;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.AccessLogConfig;
import dev.weir.gateway.config.DnsConfig;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.RouteConfig;
import dev.weir.gateway.config.ServiceConfig;
import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.gateway.config.TlsConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The configuration of a gateway under test: the defaults on a free loopback port, of which a test
/// changes what it is about. Components are named as in the records.
public final class TestingConfig {
  private ServiceConfig service;
  private RouteConfig route = RouteConfig.to("default");
  private final List<RouteConfig> routesBefore = new ArrayList<>();
  private TimeoutsConfig timeouts = TimeoutsConfig.DEFAULT;
  private LimitsConfig limits = LimitsConfig.DEFAULT;
  private DnsConfig dns = DnsConfig.DEFAULT;
  private final List<Consumer<Exchange>> listeners = new ArrayList<>();
  private GatewayConfig whole;

  private TestingConfig(List<Origin> origins) {
    service = ServiceConfig.of(origins);
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    whole = GatewayConfig.of(free, free, origins);
  }

  /// Every request goes to these origins.
  public static TestingConfig to(Origin... origins) {
    return new TestingConfig(List.of(origins));
  }

  /// Every request goes to this origin.
  public static TestingConfig to(TestingOrigin origin) {
    return to(origin.origin());
  }

  /// Changes one time limit, such as `firstByte`.
  public TestingConfig timeout(String name, Duration limit) {
    timeouts = Records.with(timeouts, name, limit);
    return this;
  }

  /// Changes one limit, such as `requestHead`.
  public TestingConfig limit(String name, Object limit) {
    limits = Records.with(limits, name, limit);
    return this;
  }

  /// Changes the one service, such as its `connections`.
  public TestingConfig service(String name, Object value) {
    service = Records.with(service, name, value);
    return this;
  }

  /// Changes the route that takes every path, such as its `errors`.
  public TestingConfig route(String name, Object value) {
    route = Records.with(route, name, value);
    return this;
  }

  /// Changes two things of that route that fit together only, such as `service` and `answer`.
  public TestingConfig route(String name, Object value, String second, Object other) {
    route = Records.with(route, Map.of(name, value, second, other));
    return this;
  }

  /// Puts a route before all others.
  public TestingConfig routeBefore(RouteConfig route) {
    routesBefore.addFirst(route);
    return this;
  }

  /// Asks this name server, once, for this long.
  public TestingConfig dns(TestingDns server, Duration timeout) {
    dns = new DnsConfig(List.of(server.address()), timeout);
    return this;
  }

  /// Encrypts.
  public TestingConfig tls(TlsConfig tls) {
    return with(
        "listen", List.of(Records.with(whole.listen().getFirst(), "tls", Optional.of(tls))));
  }

  /// Changes anything else, such as `trustedHops`.
  public TestingConfig with(String name, Object value) {
    whole = Records.with(whole, name, value);
    return this;
  }

  /// Expects a PROXY protocol header.
  public TestingConfig proxyProtocol() {
    return with("listen", List.of(Records.with(whole.listen().getFirst(), "proxyProtocol", true)));
  }

  /// Is told of every exchange, on the recorder's thread.
  public TestingConfig listener(Consumer<Exchange> listener) {
    listeners.add(listener);
    return this;
  }

  List<Consumer<Exchange>> listeners() {
    return listeners;
  }

  /// The configuration.
  ///
  /// @param log where the access log goes
  GatewayConfig build(Path log) {
    List<RouteConfig> routes = new ArrayList<>(routesBefore);
    routes.add(route);
    GatewayConfig config = Records.with(whole, "services", Map.of("default", service));
    config = Records.with(config, "routes", routes);
    config = Records.with(config, "timeouts", timeouts);
    config = Records.with(config, "limits", limits);
    config = Records.with(config, "dns", dns);
    AccessLogConfig accessLog =
        Records.with(AccessLogConfig.DEFAULT, "file", Optional.of(log.toAbsolutePath()));
    return Records.with(config, "accessLog", accessLog);
  }
}
