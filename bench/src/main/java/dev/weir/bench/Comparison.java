package dev.weir.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/// The rounds of one section, all proxies and the origin side by side.
///
/// Figures are compared round by round, so that what slowed both down for a while does not matter.
///
/// @param section what was measured
/// @param direct the rounds of the origin without a proxy; none where it was not asked
/// @param taken the rounds of each proxy
record Comparison(Section section, List<Round> direct, Map<Peer, List<Round>> taken) {
  /// The origin without a proxy.
  Optional<ProxyReport.Row> directRow() {
    return direct.isEmpty()
        ? Optional.empty()
        : Optional.of(row(ProxyReport.DIRECT, direct, List.of(), List.of(), Optional.empty()));
  }

  ProxyReport.Row row(Peer peer) {
    return row(
        peer.name(),
        rounds(peer.name()),
        rounds(Launch.NGINX),
        rounds(Launch.HAPROXY),
        Optional.of(peer.residentBytes()));
  }

  private List<Round> rounds(String name) {
    return taken.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(List.of());
  }

  private ProxyReport.Row row(
      String name,
      List<Round> rounds,
      List<Round> nginx,
      List<Round> haproxy,
      Optional<Long> residentBytes) {
    return new ProxyReport.Row(
        section.traffic().word(),
        name,
        section.payload().label(),
        Spread.of(rounds.stream().mapToDouble(Round::cpuMicros)),
        pairs(rounds, nginx, (mine, theirs) -> mine.cpuMicros() / theirs.cpuMicros()),
        pairs(rounds, haproxy, (mine, theirs) -> mine.cpuMicros() / theirs.cpuMicros()),
        Spread.of(rounds.stream().mapToDouble(round -> round.full().perSecond())),
        latency(rounds, Latency::p50),
        latency(rounds, Latency::p99),
        added(rounds, Latency::p50),
        added(rounds, Latency::p99),
        residentBytes,
        rounds.stream().flatMap(round -> round.faults().stream()).toList());
  }

  private static Optional<Spread> latency(
      List<Round> rounds, Function<Latency, Duration> quantile) {
    List<Latency> all = latencies(rounds);
    return pairs(all, all, (mine, same) -> Round.micros(quantile.apply(mine)));
  }

  private Optional<Spread> added(List<Round> rounds, Function<Latency, Duration> quantile) {
    return pairs(
        latencies(rounds),
        latencies(direct),
        (mine, without) ->
            Round.micros(quantile.apply(mine)) - Round.micros(quantile.apply(without)));
  }

  private static List<Latency> latencies(List<Round> rounds) {
    return rounds.stream().flatMap(round -> round.latency().stream()).toList();
  }

  /// Empty where one side has nothing.
  private static <T> Optional<Spread> pairs(
      List<T> mine, List<T> theirs, ToDoubleBiFunction<T, T> figure) {
    if (mine.isEmpty() || theirs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Spread.of(
            IntStream.range(0, mine.size())
                .mapToDouble(round -> figure.applyAsDouble(mine.get(round), theirs.get(round)))));
  }
}
