package dev.weir.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The turns of the proxies, payload by payload and round by round.
final class Turns {
  private static final Duration SETTLE = Duration.ofMillis(100);

  private final ProxyBench plan;
  private final Wrk wrk;
  private final Words words;
  private final Consumer<String> progress;
  private double busyElsewhere;

  Turns(ProxyBench plan, Scratch scratch, Words words, Consumer<String> progress)
      throws IOException {
    this.plan = plan;
    this.wrk =
        new Wrk(
            ProxyBench.LOAD_CORE,
            ProxyBench.CONNECTIONS,
            scratch.fill("paced.lua", "paced.lua", Map.of()));
    this.words = words;
    this.progress = progress;
  }

  /// The largest share of the machine that other work took during a turn.
  double busyElsewhere() {
    return busyElsewhere;
  }

  List<ProxyReport.Row> take(Peer origin, List<Peer> peers)
      throws IOException, InterruptedException {
    for (Peer peer : peers) {
      progress.accept(words.say("warm-up", peer.name()));
      for (Payload payload : Payload.values()) {
        wrk.full(peer.port(), payload, half(plan.warmUp()));
      }
    }
    List<ProxyReport.Row> rows = new ArrayList<>();
    for (Payload payload : Payload.values()) {
      rows.addAll(take(origin, peers, payload));
    }
    return rows;
  }

  private List<ProxyReport.Row> take(Peer origin, List<Peer> peers, Payload payload)
      throws IOException, InterruptedException {
    List<Round> direct = new ArrayList<>();
    Map<Peer, List<Round>> taken = new LinkedHashMap<>();
    peers.forEach(peer -> taken.put(peer, new ArrayList<>()));
    for (int round = 1; round <= plan.rounds(); round++) {
      direct.add(direct(origin, payload));
      for (Map.Entry<Peer, List<Round>> entry : taken.entrySet()) {
        Round result = turn(entry.getKey(), payload);
        entry.getValue().add(result);
        progress.accept(line(entry.getKey(), payload, round, result));
      }
    }
    List<ProxyReport.Row> rows = new ArrayList<>();
    rows.add(row("direct", payload, direct, direct, Map.of(), Optional.empty()));
    Map<String, List<Round>> byName = new LinkedHashMap<>();
    taken.forEach((peer, rounds) -> byName.put(peer.name(), rounds));
    taken.forEach((peer, rounds) ->
        rows.add(
            row(peer.name(), payload, rounds, direct, byName, Optional.of(peer.residentBytes()))));
    return rows;
  }

  private Round direct(Peer origin, Payload payload) throws IOException, InterruptedException {
    Duration before = origin.cpu();
    Load full = wrk.full(origin.port(), payload, Duration.ofSeconds(1));
    Duration cpu = origin.cpu().minus(before);
    return new Round(cpu, full, wrk.paced(origin.port(), payload, half(plan.time())), 0, List.of());
  }

  private Round turn(Peer peer, Payload payload) throws IOException, InterruptedException {
    AccessLog log = peer.log();
    log.clear();
    Optional<String> id = probe(peer.port(), payload);
    Meanwhile meanwhile = Meanwhile.start();
    Duration before = peer.cpu();
    Load full = wrk.full(peer.port(), payload, plan.time());
    Thread.sleep(SETTLE);
    Duration cpu = peer.cpu().minus(before);
    double elsewhere = meanwhile.busyElsewhere();
    busyElsewhere = Math.max(busyElsewhere, elsewhere);
    Load paced = wrk.paced(peer.port(), payload, half(plan.time()));
    long lines = log.linesAfter(full.requests() + paced.requests() + 1);
    boolean idInLog = id.isPresent() && log.mentions(id.get());
    List<Fault> faults = Round.check(full, paced, id, idInLog, lines, ProxyBench.CONNECTIONS);
    return new Round(cpu, full, paced, elsewhere, faults);
  }

  /// The request id on one answer.
  private static Optional<String> probe(int port, Payload payload)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + "/" + payload.file());
      HttpRequest request =
          HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).build();
      return client
          .send(request, HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("x-request-id");
    }
  }

  private static ProxyReport.Row row(
      String name,
      Payload payload,
      List<Round> rounds,
      List<Round> direct,
      Map<String, List<Round>> all,
      Optional<Long> residentBytes) {
    return new ProxyReport.Row(
        name,
        payload.label(),
        spread(rounds, Round::cpuMicros),
        ratio(rounds, all, Launch.NGINX),
        ratio(rounds, all, Launch.HAPROXY),
        spread(rounds, round -> round.full().perSecond()),
        spread(rounds, round -> Round.micros(round.paced().p50())),
        spread(rounds, round -> Round.micros(round.paced().p99())),
        added(rounds, direct, Load::p50),
        added(rounds, direct, Load::p99),
        residentBytes,
        rounds.stream().flatMap(round -> round.faults().stream()).toList());
  }

  /// Round by round, so that what slowed both down for a while does not matter.
  private static Optional<Spread> ratio(
      List<Round> rounds, Map<String, List<Round>> all, String other) {
    return Optional.ofNullable(all.get(other))
        .map(others ->
            pairs(rounds, others, (mine, theirs) -> mine.cpuMicros() / theirs.cpuMicros()));
  }

  private static Spread added(
      List<Round> rounds, List<Round> direct, Function<Load, Duration> quantile) {
    return pairs(
        rounds,
        direct,
        (mine, without) ->
            Round.micros(quantile.apply(mine.paced()))
                - Round.micros(quantile.apply(without.paced())));
  }

  private static Spread pairs(List<Round> mine, List<Round> theirs, Comparison comparison) {
    return Spread.of(
        IntStream.range(0, mine.size())
            .mapToDouble(round -> comparison.of(mine.get(round), theirs.get(round))));
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().mapToDouble(figure));
  }

  private String line(Peer peer, Payload payload, int round, Round result) {
    String figures =
        words.say(
            "turn",
            peer.name(),
            payload.label(),
            round,
            result.cpuMicros(),
            result.full().perSecond(),
            result.busyElsewhere());
    return result.faults().stream()
        .map(fault -> fault.text(words))
        .reduce(figures, (text, fault) -> text + "; " + fault);
  }

  private static Duration half(Duration time) {
    return Duration.ofSeconds(Math.max(1, time.toSeconds() / 2));
  }

  private interface Comparison {
    double of(Round mine, Round theirs);
  }
}
