package dev.weir.gateway.record;

import dev.weir.exchange.Exchange;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What the gateway counts, under the prefix `weir_`. Read by any thread; labels are names from the
/// configuration, status codes and causes, so the number of series is bounded.
///
/// | metric | labels |
/// |---|---|
/// | `weir_requests_total` | `route`, `status` (`100` to `599`, or `other`), `cause` (empty: nothing went wrong) |
/// | `weir_request_duration_seconds` | `route` |
/// | `weir_request_bytes_total`, `weir_response_bytes_total` | `route` |
/// | `weir_attempts_total` | `origin`, `outcome` (`2xx`, a cause's code, or `abandoned`) |
/// | `weir_attempt_duration_seconds` | `origin` |
/// | `weir_connections` | `side`: `client` or `origin` |
/// | `weir_early_hints_total` | `step`: `sent` or `learned` |
/// | `weir_in_flight` | |
/// | `weir_listener_connections`, `weir_listener_accepted_total` | `listener`: its address |
/// | `weir_connections_turned_away_total` | `reason`: `connections`, `client-connections`, `proxy-protocol`, `unused` |
/// | `weir_reloads_total` | `result`: `success` or `failure` |
/// | `weir_ring_losses_total`, `weir_access_log_lost_lines_total` | |
/// | `weir_recorder_errors_total` | `sink`: `exchange`, `access-log`, `metrics` or `listener` |
///
/// The status is [dev.weir.exchange.Exchange#trueStatus]: a gRPC call that failed counts as what it
/// failed by, although its client received 200.
///
/// A request that matched no route has the empty `route`, which to Prometheus is none.
public final class Metrics {
  /// Of what [#prometheus] returns.
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final ExchangeMetrics exchanges = new ExchangeMetrics();
  private final Counter reloads =
      Counter.builder()
          .name("weir_reloads_total")
          .help("Reloads of the configuration by result.")
          .labelNames("result")
          .withoutExemplars()
          .register(registry);
  private final Counter recorderErrors =
      Counter.builder()
          .name("weir_recorder_errors_total")
          .help("Errors while exchanges were recorded, by sink.")
          .labelNames("sink")
          .withoutExemplars()
          .register(registry);

  /// Nothing counted yet.
  public Metrics() {
    registry.register(exchanges);
    reloads.initLabelValues("success");
    reloads.initLabelValues("failure");
  }

  /// Shows connections and exchanges in flight, which are asked for whenever somebody reads the
  /// metrics. To be called once. The suppliers are called on the reader's thread.
  ///
  /// @param clientConnections open connections from clients
  /// @param originConnections open connections to origins, idle ones too
  /// @param inFlight exchanges that have begun and not ended
  public void gauges(
      LongSupplier clientConnections, LongSupplier originConnections, LongSupplier inFlight) {
    GaugeWithCallback.builder()
        .name("weir_connections")
        .help("Open connections by side.")
        .labelNames("side")
        .callback(callback -> {
          callback.call(clientConnections.getAsLong(), "client");
          callback.call(originConnections.getAsLong(), "origin");
        })
        .register(registry);
    GaugeWithCallback.builder()
        .name("weir_in_flight")
        .help("Exchanges that have begun and not ended.")
        .callback(callback -> callback.call(inFlight.getAsLong()))
        .register(registry);
  }

  /// Shows how many WebSockets are open. To be called once, as [#gauges].
  public void webSockets(LongSupplier open) {
    GaugeWithCallback.builder()
        .name("weir_websockets")
        .help("Open WebSockets.")
        .callback(callback -> callback.call(open.getAsLong()))
        .register(registry);
  }

  /// Shows the early hints that the gateway sent by itself, and how often it learned of a page what
  /// to hint at. To be called once, as [#gauges].
  public void earlyHints(LongSupplier sent, LongSupplier learned) {
    CounterWithCallback.builder()
        .name("weir_early_hints_total")
        .help("Early hints (103) of the gateway's own: sent, and learned of a page.")
        .labelNames("step")
        .callback(callback -> {
          callback.call(sent.getAsLong(), "sent");
          callback.call(learned.getAsLong(), "learned");
        })
        .register(registry);
  }

  /// Shows connections that were closed before they had an exchange, by reason. To be called once,
  /// as [#gauges].
  public void turnedAway(Supplier<Map<String, Long>> byReason) {
    CounterWithCallback.builder()
        .name("weir_connections_turned_away_total")
        .help("Connections of clients that ended before they had an exchange, by reason.")
        .labelNames("reason")
        .callback(
            callback -> byReason.get().forEach((reason, count) -> callback.call(count, reason)))
        .register(registry);
  }

  /// Shows the connections of each listener. To be called once, as [#gauges].
  public void listeners(Supplier<List<ListenerTally>> listeners) {
    GaugeWithCallback.builder()
        .name("weir_listener_connections")
        .help("Open connections by listener.")
        .labelNames("listener")
        .callback(callback ->
            listeners.get().forEach(each -> callback.call(each.open().getAsLong(), each.address())))
        .register(registry);
    CounterWithCallback.builder()
        .name("weir_listener_accepted_total")
        .help("Connections that came in, by listener.")
        .labelNames("listener")
        .callback(callback ->
            listeners
                .get()
                .forEach(each -> callback.call(each.accepted().getAsLong(), each.address())))
        .register(registry);
  }

  /// Counts a reload. Any thread.
  public void reloaded(boolean success) {
    reloads.labelValues(success ? "success" : "failure").inc();
  }

  /// Where other parts of the gateway show what they count.
  public PrometheusRegistry registry() {
    return registry;
  }

  /// All of it in the Prometheus text format, of type [#CONTENT_TYPE]. Any thread.
  public byte[] prometheus() {
    var page = new ByteArrayOutputStream(16 << 10);
    try {
      writer.write(page, registry.scrape(), EscapingScheme.DEFAULT);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // Memory takes every write.
    }
    return page.toByteArray();
  }

  void record(Exchange exchange) {
    exchanges.record(exchange);
  }

  void recorderError(String sink) {
    recorderErrors.labelValues(sink).inc();
  }

  void recorderCounts(LongSupplier ringLosses, LongSupplier lostLines) {
    counter(
        "weir_ring_losses_total",
        "Exchanges that were not recorded, since the ring to the recorder was full.",
        ringLosses);
    counter(
        "weir_access_log_lost_lines_total",
        "Lines of the access log that could not be written.",
        lostLines);
  }

  private void counter(String name, String help, LongSupplier value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsLong()))
        .register(registry);
  }
}
