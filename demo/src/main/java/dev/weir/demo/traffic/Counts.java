package dev.weir.demo.traffic;

import java.util.Map;
import java.util.SortedMap;
import org.HdrHistogram.Histogram;

/// What callers saw over some time, as it is printed and as it is given to programs: the components
/// are the members of the JSON object, in snake case, and stay what they are.
///
/// @param requests calls sent
/// @param served answered as by a shop that is well; an honest 4xx is served
/// @param failed answered otherwise: a 5xx, or anything that was not due
/// @param broken without a whole answer
/// @param unfinished still waiting when this was counted
/// @param statuses whole answers by status code
/// @param causes failed answers by cause: an error type of `Proxy-Status` (RFC 9209), or `origin`
///   for a 5xx of the shop's own
/// @param codes failed answers by the problem code in their body, where it has one
/// @param breaks calls without a whole answer, by how they broke
/// @param errors the error answers, and how many of them keep the contract
/// @param latencyMs how long callers waited
public record Counts(
    long requests,
    long served,
    long failed,
    long broken,
    long unfinished,
    SortedMap<String, Long> statuses,
    SortedMap<String, Long> causes,
    SortedMap<String, Long> codes,
    SortedMap<String, Long> breaks,
    Errors errors,
    Latency latencyMs) {

  /// Whole answers whose status begins with this digit.
  public long statusClass(int digit) {
    return statuses.entrySet().stream()
        .filter(entry -> entry.getKey().charAt(0) == '0' + digit)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /// Error answers (4xx, 5xx) and their contract: a form that the client reads, a request id, the
  /// right status.
  ///
  /// @param answers how many there were
  /// @param withContract how many of them keep it
  /// @param breaches how often it was broken, by how
  public record Errors(long answers, long withContract, SortedMap<String, Long> breaches) {}

  /// Latency in milliseconds, from when a call was due until its end. All 0 where there were none.
  public record Latency(double p50, double p95, double p99, double max) {
    static Latency of(Histogram microseconds) {
      return new Latency(
          microseconds.getValueAtPercentile(50) / 1000.0,
          microseconds.getValueAtPercentile(95) / 1000.0,
          microseconds.getValueAtPercentile(99) / 1000.0,
          microseconds.getMaxValue() / 1000.0);
    }
  }
}
