package dev.weir.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What callers saw of renewed certificates.
///
/// @param machine what was measured on
/// @param millis the whole run took
/// @param http1 those that kept a connection of HTTP/1.1 over TLS
/// @param http2 those that kept a connection of HTTP/2 over TLS
/// @param fresh those that opened a connection for each request
/// @param renewals how often the certificate was replaced
/// @param failedRenewals of them not shown to new connections in time
/// @param slowestMillis from new files to the last proof that they are in force
public record RenewalReport(
    Machine machine,
    long millis,
    Kept http1,
    Kept http2,
    CallerTally.Seen fresh,
    int renewals,
    int failedRenewals,
    long slowestMillis)
    implements BenchReport {
  /// Callers that keep their connections.
  ///
  /// @param callers how many
  /// @param seen what they saw
  record Kept(int callers, CallerTally.Seen seen) {
    /// No connection was lost, not even between two requests.
    boolean undisturbed() {
      return seen.connections() == callers && seen.repeated() == 0;
    }
  }

  @Override
  public boolean valid() {
    return failedRenewals == 0
        && http1.undisturbed()
        && http2.undisturbed()
        && all().allMatch(seen -> seen.failures() == 0 && seen.answered() > 0);
  }

  private Stream<CallerTally.Seen> all() {
    return Stream.of(http1.seen(), http2.seen(), fresh);
  }

  @Override
  public String text(Locale locale) {
    Words words = Words.in(locale);
    long requests = all().mapToLong(seen -> seen.answered() + seen.failures()).sum();
    return Stream.of(
            List.of(words.say("renewal.requests", requests, millis / 1e3, requests * 1e3 / millis)),
            kept("renewal.http1", http1, words),
            kept("renewal.http2", http2, words),
            group(words.say("renewal.fresh", fresh.answered(), fresh.failures()), fresh),
            List.of(
                words.say("renewal.renewals", renewals, failedRenewals, slowestMillis / 1e3),
                words.say(valid() ? "renewal.good" : "renewal.bad"),
                machine.text(words)))
        .flatMap(List::stream)
        .collect(Collectors.joining("\n"));
  }

  private static List<String> kept(String key, Kept kept, Words words) {
    CallerTally.Seen seen = kept.seen();
    return group(
        words.say(
            key,
            kept.callers(),
            seen.answered(),
            seen.failures(),
            seen.repeated(),
            seen.connections()),
        seen);
  }

  private static List<String> group(String line, CallerTally.Seen seen) {
    Stream<String> kinds =
        seen.failed().entrySet().stream()
            .map(kind -> "  " + kind.getKey() + ": " + kind.getValue());
    return Stream.concat(Stream.of(line), kinds).toList();
  }
}
