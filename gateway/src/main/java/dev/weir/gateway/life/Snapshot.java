package dev.weir.gateway.life;

import dev.weir.gateway.answer.GatewayAnswers;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.config.ListenConfig;
import dev.weir.gateway.config.TlsConfig;
import dev.weir.gateway.http1.RequestParser;
import dev.weir.gateway.identify.Identifier;
import dev.weir.gateway.route.Route;
import dev.weir.gateway.route.Router;
import dev.weir.gateway.tls.ListenerTls;
import dev.weir.gateway.tls.OriginTls;
import dev.weir.gateway.tls.TlsState;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A configuration made ready to serve: immutable, shared by all loops, swapped whole.
public final class Snapshot {
  private final GatewayConfig config;
  private final Identifier identifier;
  private final Router router;
  private final GatewayAnswers answers;
  private final RequestParser requests;
  private final Map<TlsConfig, ListenerTls> tls = new HashMap<>();
  private final Map<String, OriginTls> originTls;

  /// @param instance what tells this process from all others
  /// @param state what of TLS is the same under every configuration
  /// @throws IllegalArgumentException if the configuration cannot be served, such as an error page
  ///   whose template cannot be read, or a certificate
  public Snapshot(GatewayConfig config, String instance, TlsState state) {
    this.config = config;
    this.identifier = new Identifier(config.trustedHops(), config.name(), instance);
    this.router =
        new Router(
            config.routes().stream()
                .map(route -> new Route(route, config.limits(), config.timeouts()))
                .toList());
    this.answers = new GatewayAnswers(config.name(), config.errorPage(), new SecureRandom());
    this.requests = new RequestParser(config.limits());
    for (ListenConfig listen : config.listen()) {
      listen.tls().ifPresent(each -> tls.computeIfAbsent(each, one -> ListenerTls.of(one, state)));
    }
    this.originTls = OriginTls.all(config);
  }

  public GatewayConfig config() {
    return config;
  }

  public Identifier identifier() {
    return identifier;
  }

  public Router router() {
    return router;
  }

  public GatewayAnswers answers() {
    return answers;
  }

  public RequestParser requests() {
    return requests;
  }

  /// How this listener encrypts; in clear text if empty.
  public Optional<ListenerTls> tls(ListenConfig listen) {
    return listen.tls().flatMap(each -> Optional.ofNullable(tls.get(each)));
  }

  /// How the `https` origins of this service are spoken to.
  ///
  /// @throws IllegalStateException if it has none
  OriginTls originTls(String service) {
    OriginTls tls = originTls.get(service);
    if (tls == null) {
      throw new IllegalStateException("service: " + service + " (expected: one with https)");
    }
    return tls;
  }
}
