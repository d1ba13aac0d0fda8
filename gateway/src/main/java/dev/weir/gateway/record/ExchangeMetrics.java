package dev.weir.gateway.record;

import dev.weir.exchange.Attempt;
import dev.weir.exchange.Exchange;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;

/// Everything that is counted from exchanges. Counters and histograms of the Prometheus library
/// take atomic additions, made for many writers; here is one, so cells are read plain and written
/// opaque, and become the library's snapshots when somebody asks.
final class ExchangeMetrics implements MultiCollector {
  private static final int MOST_ROUTES = 1000;
  private static final int MOST_ORIGINS = 1000;

  private final BoundedCells<RouteCells> routes = new BoundedCells<>(MOST_ROUTES, RouteCells::new);
  private final BoundedCells<OriginCells> origins =
      new BoundedCells<>(MOST_ORIGINS, OriginCells::new);
  private final WebSocketCells webSockets = new WebSocketCells();

  /// Recorder thread only.
  void record(Exchange exchange) {
    routes.of(exchange.route()).record(exchange);
    exchange.webSocket().ifPresent(webSockets::record);
    for (Attempt attempt : exchange.attempts()) {
      origins.of(attempt.origin()).record(attempt);
    }
  }

  @Override
  public MetricSnapshots collect() {
    return MetricSnapshots.of(
        requests(),
        durations(),
        requestBytes(),
        responseBytes(),
        attempts(),
        attemptDurations(),
        webSocketsClosed(),
        webSocketMessages());
  }

  private CounterSnapshot requests() {
    var family =
        CounterSnapshot.builder()
            .name("weir_requests")
            .help("Requests by route, true status, and cause of the failure.");
    routes.forEach((route, cells) ->
        cells.outcomes.forEach((status, cause, count) ->
            family.dataPoint(
                counted(
                    count,
                    Labels.of(
                        "route",
                        route,
                        "status",
                        status == 0 ? "other" : Integer.toString(status),
                        "cause",
                        cause)))));
    return family.build();
  }

  private HistogramSnapshot durations() {
    var family =
        HistogramSnapshot.builder()
            .name("weir_request_duration_seconds")
            .help(
                "From the first byte of a request to the last byte of its answer; not of"
                    + " WebSockets.")
            .unit(Unit.SECONDS);
    routes.forEach(
        (route, cells) -> family.dataPoint(cells.durations.snapshot(Labels.of("route", route))));
    return family.build();
  }

  private CounterSnapshot requestBytes() {
    var family =
        CounterSnapshot.builder()
            .name("weir_request_bytes")
            .help("Bytes of request bodies by route.");
    routes.forEach((route, cells) ->
        family.dataPoint(counted(cells.requestBytes.getOpaque(), Labels.of("route", route))));
    return family.build();
  }

  private CounterSnapshot responseBytes() {
    var family =
        CounterSnapshot.builder()
            .name("weir_response_bytes")
            .help("Bytes of response bodies sent, by route.");
    routes.forEach((route, cells) ->
        family.dataPoint(counted(cells.responseBytes.getOpaque(), Labels.of("route", route))));
    return family.build();
  }

  private CounterSnapshot attempts() {
    var family =
        CounterSnapshot.builder()
            .name("weir_attempts")
            .help("Attempts by origin and outcome: class of its status, or cause of the failure.");
    origins.forEach((origin, cells) ->
        cells.outcomes.forEach((statusClass, cause, count) ->
            family.dataPoint(
                counted(
                    count,
                    Labels.of(
                        "origin", origin, "outcome", OriginCells.outcome(statusClass, cause))))));
    return family.build();
  }

  private HistogramSnapshot attemptDurations() {
    var family =
        HistogramSnapshot.builder()
            .name("weir_attempt_duration_seconds")
            .help("From the start of an attempt to its end, by origin; not of WebSockets.")
            .unit(Unit.SECONDS);
    origins.forEach(
        (origin, cells) -> family.dataPoint(cells.durations.snapshot(Labels.of("origin", origin))));
    return family.build();
  }

  private CounterSnapshot webSocketsClosed() {
    var family =
        CounterSnapshot.builder()
            .name("weir_websockets_closed")
            .help("WebSockets that ended, by who closed first and the code of the close frame.");
    webSockets.forEachClosed((closedBy, code, count) ->
        family.dataPoint(counted(count, Labels.of("closed_by", closedBy, "code", code))));
    return family.build();
  }

  private CounterSnapshot webSocketMessages() {
    return CounterSnapshot.builder()
        .name("weir_websocket_messages")
        .help("Messages over WebSockets that ended, by sender.")
        .dataPoint(counted(webSockets.clientMessages(), Labels.of("sender", "client")))
        .dataPoint(counted(webSockets.originMessages(), Labels.of("sender", "origin")))
        .build();
  }

  private static CounterDataPointSnapshot counted(long count, Labels labels) {
    return CounterDataPointSnapshot.builder().value(count).labels(labels).build();
  }
}
