package dev.weir.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// One proxy in one round with one payload.
///
/// @param cpu that the proxy used under full load
/// @param full what the load generator saw under full load
/// @param paced what the load generator saw under the light load, which is where latency is read;
///   empty where there was none
/// @param busyElsewhere the share of the machine that other work took meanwhile, 0 to 1
/// @param faults why it is not valid; empty where it is
record Round(
    Duration cpu, Load full, Optional<Load> paced, double busyElsewhere, List<Fault> faults) {
  double cpuMicros() {
    return micros(cpu) / full.requests();
  }

  static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }

  /// Where latency was read.
  Optional<Latency> latency() {
    return paced.flatMap(Load::latency);
  }

  /// What was wrong.
  ///
  /// @param loads the runs of the load generator in this turn
  /// @param lines in the access log since just before the probe
  /// @param inFlight how many requests may have been cut off at the end of each load, and logged
  static List<Fault> check(
      List<Load> loads, Optional<String> id, boolean idInLog, long lines, int inFlight) {
    List<Fault> faults = new ArrayList<>();
    long least = loads.stream().mapToLong(Load::requests).min().orElse(0);
    long requests = sum(loads, Load::requests) + 1;
    add(faults, Fault.Kind.REQUESTS, least, 1, Long.MAX_VALUE);
    add(faults, Fault.Kind.REFUSED, sum(loads, Load::refused), 0, 0);
    add(faults, Fault.Kind.SOCKET_ERRORS, sum(loads, Load::socketErrors), 0, 0);
    add(faults, Fault.Kind.LOG_LINES, lines, requests, requests + (long) loads.size() * inFlight);
    add(faults, Fault.Kind.REQUEST_ID, id.isPresent() ? 1 : 0, 1, 1);
    add(faults, Fault.Kind.REQUEST_ID_IN_LOG, idInLog ? 1 : 0, 1, 1);
    return List.copyOf(faults);
  }

  private static long sum(List<Load> loads, ToLongFunction<Load> count) {
    return loads.stream().mapToLong(count).sum();
  }

  private static void add(List<Fault> faults, Fault.Kind kind, long seen, long from, long to) {
    if (seen < from || seen > to) {
      faults.add(new Fault(kind, seen, from));
    }
  }
}
