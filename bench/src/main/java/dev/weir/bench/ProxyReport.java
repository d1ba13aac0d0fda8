package dev.weir.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The proxies side by side.
///
/// @param machine what was measured on
/// @param connections of the load generator, kept alive
/// @param rounds behind each figure
/// @param rows in the order of the turns, payload by payload; the first of each is the origin
///   without a proxy
/// @param absent proxies that were asked for and are not installed
/// @param busyElsewhere the largest share of the machine that other work took during a turn, 0 to 1
public record ProxyReport(
    Machine machine,
    int connections,
    int rounds,
    List<Row> rows,
    List<String> absent,
    double busyElsewhere)
    implements BenchReport {
  /// More than this may have inflated the figures.
  private static final double QUIET = 0.03;

  public ProxyReport {
    rows = List.copyOf(rows);
    absent = List.copyOf(absent);
  }

  /// One proxy with one payload.
  ///
  /// @param cpuMicros user and system time a request under full load; of the origin in its own row
  /// @param cpuToNginx its ratio to nginx in the same round
  /// @param cpuToHaproxy its ratio to HAProxy in the same round
  /// @param requestsPerSecond under full load
  /// @param p50Micros under the light load
  /// @param p99Micros under the light load
  /// @param p50AddedMicros what of it the origin alone did not need in the same round
  /// @param p99AddedMicros what of it the origin alone did not need in the same round
  /// @param residentBytes after the last round
  /// @param faults why the row is not valid; empty where it is
  public record Row(
      String proxy,
      String payload,
      Spread cpuMicros,
      Optional<Spread> cpuToNginx,
      Optional<Spread> cpuToHaproxy,
      Spread requestsPerSecond,
      Spread p50Micros,
      Spread p99Micros,
      Spread p50AddedMicros,
      Spread p99AddedMicros,
      Optional<Long> residentBytes,
      List<Fault> faults) {}

  @Override
  public boolean valid() {
    return rows.stream().allMatch(row -> row.faults().isEmpty());
  }

  @Override
  public String text(Locale locale) {
    Words words = Words.in(locale);
    Table table =
        new Table(
            List.of(
                words.say("column.proxy"),
                words.say("column.payload"),
                words.say("column.cpu"),
                words.say("column.to-nginx"),
                words.say("column.to-haproxy"),
                words.say("column.rate"),
                words.say("column.p50"),
                words.say("column.p99"),
                words.say("column.memory"),
                words.say("column.valid")));
    rows.forEach(row -> table.add(cells(row, words)));
    return String.join("\n", table.toString(), "", notes(words), machine.text(words));
  }

  private static List<String> cells(Row row, Words words) {
    boolean direct = row.residentBytes().isEmpty();
    return List.of(
        row.proxy(),
        row.payload(),
        direct ? "" : row.cpuMicros().text(1),
        row.cpuToNginx().map(ratio -> ratio.text(2)).orElse(""),
        row.cpuToHaproxy().map(ratio -> ratio.text(2)).orElse(""),
        String.format(Locale.ROOT, "%,.0f", row.requestsPerSecond().median()),
        latency(direct, row.p50Micros(), row.p50AddedMicros()),
        latency(direct, row.p99Micros(), row.p99AddedMicros()),
        row.residentBytes().map(bytes -> bytes / 1_000_000 + " MB").orElse(""),
        row.faults().isEmpty() ? words.say("valid") : faults(row, words));
  }

  private static String latency(boolean direct, Spread whole, Spread added) {
    return direct ? whole.text(0) : "+" + added.text(0);
  }

  private static String faults(Row row, Words words) {
    return row.faults().stream()
        .map(fault -> fault.text(words))
        .distinct()
        .collect(Collectors.joining("; ", words.say("invalid") + ": ", ""));
  }

  private String notes(Words words) {
    String notes = words.say("proxy.notes", rounds, connections);
    if (!absent.isEmpty()) {
      notes += "\n" + words.say("absent", String.join(", ", absent));
    }
    return busyElsewhere > QUIET ? notes + "\n" + words.say("disturbed", busyElsewhere) : notes;
  }
}
