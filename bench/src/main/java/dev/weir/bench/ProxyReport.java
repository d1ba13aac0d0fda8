package dev.weir.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The proxies side by side.
///
/// @param machine what was measured on
/// @param connections of the load generator, or requests that it has in flight over fewer of them
/// @param rounds behind each figure
/// @param rows in the order of the turns, traffic by traffic and payload by payload; the first of
///   each is the origin without a proxy, but not with handshakes
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
  /// The name of the origin's own rows.
  static final String DIRECT = "direct";

  /// More than this may have inflated the figures.
  private static final double QUIET = 0.03;

  public ProxyReport {
    rows = List.copyOf(rows);
    absent = List.copyOf(absent);
  }

  /// One proxy with one traffic and payload.
  ///
  /// @param traffic what was spoken with it, see [Traffic#word]
  /// @param cpuMicros user and system time a request under full load; of the origin in its own row
  /// @param cpuToNginx its ratio to nginx in the same round
  /// @param cpuToHaproxy its ratio to HAProxy in the same round
  /// @param requestsPerSecond under full load
  /// @param p50Micros under the light load, where there was one
  /// @param p99Micros under the light load, where there was one
  /// @param p50AddedMicros what of it the origin alone did not need in the same round
  /// @param p99AddedMicros what of it the origin alone did not need in the same round
  /// @param residentBytes after the last round
  /// @param faults why the row is not valid; empty where it is
  public record Row(
      String traffic,
      String proxy,
      String payload,
      Spread cpuMicros,
      Optional<Spread> cpuToNginx,
      Optional<Spread> cpuToHaproxy,
      Spread requestsPerSecond,
      Optional<Spread> p50Micros,
      Optional<Spread> p99Micros,
      Optional<Spread> p50AddedMicros,
      Optional<Spread> p99AddedMicros,
      Optional<Long> residentBytes,
      List<Fault> faults) {}

  @Override
  public boolean valid() {
    return rows.stream().allMatch(row -> row.faults().isEmpty());
  }

  @Override
  public String text(Locale locale) {
    Words words = Words.in(locale);
    Map<String, List<Row>> sections =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> heading(row, words), LinkedHashMap::new, Collectors.toList()));
    Stream<String> tables =
        sections.entrySet().stream()
            .map(entry -> entry.getKey() + "\n" + table(entry.getValue(), words) + "\n");
    return Stream.concat(tables, Stream.of(notes(words), machine.text(words)))
        .collect(Collectors.joining("\n"));
  }

  private static String heading(Row row, Words words) {
    return Traffic.of(row.traffic()).text(words) + ", " + row.payload();
  }

  private static String table(List<Row> section, Words words) {
    Table table =
        new Table(
            List.of(
                words.say("column.proxy"),
                words.say("column.cpu"),
                words.say("column.to-nginx"),
                words.say("column.to-haproxy"),
                words.say("column.rate"),
                words.say("column.p50"),
                words.say("column.p99")));
    section.forEach(row -> table.add(cells(row)));
    Stream<String> faults =
        section.stream().filter(row -> !row.faults().isEmpty()).map(row -> faults(row, words));
    return Stream.concat(Stream.of(table.toString()), faults).collect(Collectors.joining("\n"));
  }

  private static List<String> cells(Row row) {
    boolean direct = row.residentBytes().isEmpty();
    return List.of(
        row.proxy(),
        direct ? "" : row.cpuMicros().text(1),
        row.cpuToNginx().map(ratio -> ratio.text(2)).orElse(""),
        row.cpuToHaproxy().map(ratio -> ratio.text(2)).orElse(""),
        median("%,.0f", row.requestsPerSecond()),
        direct
            ? row.p50Micros().map(whole -> median("%.0f", whole)).orElse("")
            : row.p50AddedMicros().map(added -> median("%+.0f", added)).orElse(""),
        direct
            ? row.p99Micros().map(whole -> whole.text(0)).orElse("")
            : row.p99AddedMicros().map(Spread::textOfDifference).orElse(""));
  }

  private static String median(String format, Spread spread) {
    return String.format(Locale.ROOT, format, spread.median());
  }

  private static String faults(Row row, Words words) {
    return row.faults().stream()
        .map(fault -> fault.text(words))
        .distinct()
        .collect(Collectors.joining("; ", words.say("invalid", row.proxy()) + ": ", ""));
  }

  /// Of each proxy in the last of its rows.
  private String memory(Words words) {
    Map<String, Long> resident = new LinkedHashMap<>();
    rows.forEach(row ->
        row.residentBytes().ifPresent(bytes -> resident.put(row.proxy(), bytes / 1_000_000)));
    return resident.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue() + " MB")
        .collect(Collectors.joining(", ", words.say("proxy.memory") + ": ", ""));
  }

  private String notes(Words words) {
    String notes = words.say("proxy.notes", rounds, connections) + "\n" + memory(words);
    if (!absent.isEmpty()) {
      notes += "\n" + words.say("absent", String.join(", ", absent));
    }
    return busyElsewhere > QUIET ? notes + "\n" + words.say("disturbed", busyElsewhere) : notes;
  }
}
