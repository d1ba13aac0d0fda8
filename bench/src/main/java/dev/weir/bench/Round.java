package dev.weir.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One proxy in one round with one payload.
///
/// @param cpu that the proxy used under full load
/// @param full what wrk saw under full load
/// @param paced what wrk saw under the light load, which is where latency is read
/// @param busyElsewhere the share of the machine that other work took meanwhile, 0 to 1
/// @param faults why it is not valid; empty where it is
record Round(Duration cpu, Load full, Load paced, double busyElsewhere, List<Fault> faults) {
  double cpuMicros() {
    return micros(cpu) / full.requests();
  }

  static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }

  /// What was wrong.
  ///
  /// @param lines in the access log since just before the probe
  /// @param inFlight how many requests may have been cut off at the end of each load, and logged
  static List<Fault> check(
      Load full, Load paced, Optional<String> id, boolean idInLog, long lines, int inFlight) {
    List<Fault> faults = new ArrayList<>();
    long requests = full.requests() + paced.requests() + 1;
    add(faults, Fault.Kind.REFUSED, full.refused() + paced.refused(), 0, 0);
    add(faults, Fault.Kind.SOCKET_ERRORS, full.socketErrors() + paced.socketErrors(), 0, 0);
    add(faults, Fault.Kind.LOG_LINES, lines, requests, requests + 2L * inFlight);
    add(faults, Fault.Kind.REQUEST_ID, id.isPresent() ? 1 : 0, 1, 1);
    add(faults, Fault.Kind.REQUEST_ID_IN_LOG, idInLog ? 1 : 0, 1, 1);
    return List.copyOf(faults);
  }

  private static void add(List<Fault> faults, Fault.Kind kind, long seen, long from, long to) {
    if (seen < from || seen > to) {
      faults.add(new Fault(kind, seen, from));
    }
  }
}
