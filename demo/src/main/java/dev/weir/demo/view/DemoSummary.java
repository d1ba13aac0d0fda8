package dev.weir.demo.view;

import dev.weir.demo.drill.DrillReport;
import dev.weir.demo.traffic.Counts;
import java.util.List;

/// What a demo came to. The components are the members of the JSON object that `weir demo --json`
/// prints, in snake case, and stay what they are.
///
/// @param seed the seed of the traffic: the same one is the same traffic
/// @param rate calls a second that were asked for
/// @param seconds how long it ran
/// @param skipped calls that were not sent because too many others still waited
/// @param callers what callers saw
/// @param drills the drills that were played to their end, in their order
public record DemoSummary(
    long seed,
    double rate,
    double seconds,
    long skipped,
    Counts callers,
    List<DrillReport> drills) {
  public DemoSummary {
    drills = List.copyOf(drills);
  }
}
