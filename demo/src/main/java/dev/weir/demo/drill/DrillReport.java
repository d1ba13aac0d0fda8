package dev.weir.demo.drill;

import dev.weir.demo.traffic.Counts;
import java.util.List;

/// What callers saw of a drill. The components are the members of the JSON object, in snake case,
/// and stay what they are.
///
/// @param fault the fault's name, such as `hang`
/// @param instances the numbers of the instances that played it
/// @param seconds how long it was on
/// @param before the calls sent before
/// @param during the calls sent while it was on, however late they ended
/// @param after the calls sent afterwards
public record DrillReport(
    String fault,
    List<Integer> instances,
    double seconds,
    Counts before,
    Counts during,
    Counts after) {
  public DrillReport {
    instances = List.copyOf(instances);
  }
}
