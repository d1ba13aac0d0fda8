package dev.weir.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The turns of the proxies: traffic by traffic, payload by payload and round by round.
final class Turns {
  private static final Duration SETTLE = Duration.ofMillis(100);

  private final ProxyBench plan;
  private final Scratch scratch;
  private final Probe probe;
  private final Words words;
  private final Consumer<String> progress;
  private double busyElsewhere;

  Turns(
      ProxyBench plan,
      Scratch scratch,
      Certificates certificates,
      Words words,
      Consumer<String> progress) {
    this.plan = plan;
    this.scratch = scratch;
    this.probe = new Probe(certificates, H2load.of(scratch, ProxyBench.LOAD_CORE));
    this.words = words;
    this.progress = progress;
  }

  /// The largest share of the machine that other work took during a turn.
  double busyElsewhere() {
    return busyElsewhere;
  }

  List<ProxyReport.Row> take(Peer origin, List<Peer> peers)
      throws IOException, InterruptedException {
    List<ProxyReport.Row> rows = new ArrayList<>();
    for (Traffic traffic : plan.traffic()) {
      LoadGenerator generator = LoadGenerator.of(traffic, scratch, ProxyBench.LOAD_CORE);
      for (Peer peer : peers) {
        progress.accept(words.say("warm-up", peer.name(), traffic.text(words)));
        warmUp(generator, peer, traffic);
      }
      for (Payload payload : traffic.payloads()) {
        rows.addAll(take(generator, origin, peers, new Section(traffic, payload)));
      }
    }
    return rows;
  }

  private void warmUp(LoadGenerator generator, Peer peer, Traffic traffic)
      throws IOException, InterruptedException {
    List<Payload> payloads = traffic.payloads();
    Duration each = seconds(plan.warmUp().toSeconds() / payloads.size());
    for (Payload payload : payloads) {
      generator.full(peer.endpoint(traffic), payload, each);
    }
  }

  private List<ProxyReport.Row> take(
      LoadGenerator generator, Peer origin, List<Peer> peers, Section section)
      throws IOException, InterruptedException {
    List<Round> direct = new ArrayList<>();
    Map<Peer, List<Round>> taken = new LinkedHashMap<>();
    peers.forEach(peer -> taken.put(peer, new ArrayList<>()));
    for (int round = 1; round <= plan.rounds(); round++) {
      if (section.comparedWithOrigin()) {
        direct.add(direct(generator, origin, section));
      }
      for (Map.Entry<Peer, List<Round>> entry : taken.entrySet()) {
        Round result = turn(generator, entry.getKey(), section);
        entry.getValue().add(result);
        progress.accept(line(entry.getKey(), section, round, result));
      }
    }
    Comparison comparison = new Comparison(section, direct, taken);
    Stream<ProxyReport.Row> proxies = peers.stream().map(comparison::row);
    return Stream.concat(comparison.directRow().stream(), proxies).toList();
  }

  private Round direct(LoadGenerator generator, Peer origin, Section section)
      throws IOException, InterruptedException {
    Endpoint endpoint = origin.endpoint(section.traffic().inClear());
    Duration before = origin.cpu();
    Load full = generator.full(endpoint, section.payload(), seconds(1));
    Duration cpu = origin.cpu().minus(before);
    Optional<Load> paced = generator.paced(endpoint, section.payload(), half(plan.time()));
    return new Round(cpu, full, paced, 0, List.of());
  }

  private Round turn(LoadGenerator generator, Peer peer, Section section)
      throws IOException, InterruptedException {
    Endpoint endpoint = peer.endpoint(section.traffic());
    Payload payload = section.payload();
    AccessLog log = peer.log();
    log.clear();
    Optional<String> id = probe.requestId(endpoint, payload);
    Meanwhile meanwhile = Meanwhile.start();
    Duration before = peer.cpu();
    Load full = generator.full(endpoint, payload, plan.time());
    Thread.sleep(SETTLE);
    Duration cpu = peer.cpu().minus(before);
    double elsewhere = meanwhile.busyElsewhere();
    busyElsewhere = Math.max(busyElsewhere, elsewhere);
    Optional<Load> paced = generator.paced(endpoint, payload, half(plan.time()));
    List<Load> loads = Stream.concat(Stream.of(full), paced.stream()).toList();
    long lines = log.linesAfter(loads.stream().mapToLong(Load::requests).sum() + 1);
    boolean idInLog = id.isPresent() && log.mentions(id.get());
    List<Fault> faults = Round.check(loads, id, idInLog, lines, ProxyBench.CONNECTIONS);
    return new Round(cpu, full, paced, elsewhere, faults);
  }

  private String line(Peer peer, Section section, int round, Round result) {
    String figures =
        words.say(
            "turn",
            peer.name(),
            section.traffic().text(words),
            section.payload().label(),
            round,
            result.cpuMicros(),
            result.full().perSecond(),
            result.busyElsewhere());
    return result.faults().stream()
        .map(fault -> fault.text(words))
        .reduce(figures, (text, fault) -> text + "; " + fault);
  }

  private static Duration half(Duration time) {
    return seconds(time.toSeconds() / 2);
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(Math.max(1, seconds));
  }
}
