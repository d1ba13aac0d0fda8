package dev.weir.gateway.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The whole configuration of a gateway; immutable, swapped whole on reload.
///
/// @param name the name of this deployment in `Via`, `Proxy-Status` and loop detection
/// @param listen where traffic comes in
/// @param console where metrics, health and control are served
/// @param trustedHops addresses whose `Forwarded`, `X-Forwarded-*` and request ids are believed
/// @param limits sizes and counts
/// @param timeouts time limits
/// @param drain how long exchanges in flight may take to finish at shutdown
/// @param dns how names of origins are resolved
/// @param accessLog where exchanges are written
/// @param errorPage how the HTML error page looks
/// @param services groups of origins, by name
/// @param routes matches and their policies; the first that matches decides
public record GatewayConfig(
    String name,
    List<ListenConfig> listen,
    ConsoleConfig console,
    List<Network> trustedHops,
    LimitsConfig limits,
    TimeoutsConfig timeouts,
    Duration drain,
    DnsConfig dns,
    AccessLogConfig accessLog,
    ErrorPageConfig errorPage,
    Map<String, ServiceConfig> services,
    List<RouteConfig> routes) {

  /// What holds where nothing is said. It serves nothing yet: there is no route.
  public static final GatewayConfig DEFAULT =
      new GatewayConfig(
          "weir",
          List.of(ListenConfig.DEFAULT),
          ConsoleConfig.DEFAULT,
          List.of(),
          LimitsConfig.DEFAULT,
          TimeoutsConfig.DEFAULT,
          Duration.ofSeconds(30),
          DnsConfig.DEFAULT,
          AccessLogConfig.DEFAULT,
          ErrorPageConfig.DEFAULT,
          Map.of(),
          List.of());

  public GatewayConfig {
    listen = List.copyOf(listen);
    trustedHops = List.copyOf(trustedHops);
    // Not Map.copyOf: the order of the file is the order in which people see them.
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    routes = List.copyOf(routes);
    for (RouteConfig route : routes) {
      if (route.service().isPresent() && !services.containsKey(route.service().get())) {
        throw new IllegalArgumentException(
            "service: " + route.service().get() + " (expected: one of " + services.keySet() + ")");
      }
    }
  }

  /// The gateway of `weir run --to URL`: one service behind every path, everything else by default.
  public static GatewayConfig of(
      InetSocketAddress listen, InetSocketAddress console, List<Origin> origins) {
    return new GatewayConfig(
        DEFAULT.name,
        List.of(ListenConfig.at(listen)),
        new ConsoleConfig(console),
        DEFAULT.trustedHops,
        DEFAULT.limits,
        DEFAULT.timeouts,
        DEFAULT.drain,
        DEFAULT.dns,
        DEFAULT.accessLog,
        DEFAULT.errorPage,
        Map.of("default", ServiceConfig.of(origins)),
        List.of(RouteConfig.to("default")));
  }
}
