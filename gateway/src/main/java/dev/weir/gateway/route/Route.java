package dev.weir.gateway.route;

import dev.weir.gateway.compress.Compression;
import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.config.RouteConfig;
import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.gateway.message.Method;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// A route with its general limits filled in.
public final class Route {
  private final RouteConfig config;
  private final String name;
  private final String host;
  private final PathPattern path;
  private final Duration timeout;
  private final Duration firstByte;
  private final long requestBody;
  private final Ending ending;
  private final Optional<Canonical> canonical;
  private final Optional<Compression> compression;

  public Route(RouteConfig config, LimitsConfig limits, TimeoutsConfig timeouts) {
    this.config = config;
    this.host = config.host().orElse("").toLowerCase(Locale.ROOT);
    this.name = config.name().orElse(host + config.path());
    this.path = new PathPattern(config.path());
    this.timeout = config.timeout().orElse(timeouts.exchange());
    this.firstByte = config.firstByte().orElse(timeouts.firstByte());
    this.ending = Ending.of(config);
    this.canonical = config.canonical().map(Canonical::new);
    this.compression = config.compression().map(Compression::new);
    this.requestBody = config.requestBody().orElse(limits.requestBody()).bytes();
  }

  public RouteConfig config() {
    return config;
  }

  /// Its name in logs and metrics.
  public String name() {
    return name;
  }

  /// Where its requests end.
  public Ending ending() {
    return ending;
  }

  /// The one form in which it wants to be asked; any if empty.
  public Optional<Canonical> canonical() {
    return canonical;
  }

  /// What of its answers is compressed; nothing if empty.
  public Optional<Compression> compression() {
    return compression;
  }

  /// How long an exchange may take as a whole.
  public Duration timeout() {
    return timeout;
  }

  /// How long an origin may take to begin its answer.
  public Duration firstByte() {
    return firstByte;
  }

  /// Most bytes of a request body.
  public long requestBody() {
    return requestBody;
  }

  /// Whether it takes the method; a route for GET answers HEAD as well (RFC 9110 section 9.3.2).
  boolean takes(Method method) {
    return config.methods().isEmpty()
        || config.methods().contains(method.token())
        || (method == Method.HEAD && config.methods().contains("GET"));
  }

  boolean takesEveryPath() {
    return path.all();
  }

  boolean matches(String requestHost, String requestPath) {
    return matchesHost(requestHost) && path.matches(requestPath);
  }

  private boolean matchesHost(String requestHost) {
    if (host.isEmpty()) {
      return true;
    }
    String name = requestHost.toLowerCase(Locale.ROOT);
    return host.startsWith("*.")
        ? name.length() > host.length() - 1 && name.endsWith(host.substring(1))
        : name.equals(host);
  }
}
