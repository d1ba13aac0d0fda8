package dev.weir.bench;

import java.util.Locale;

/// Memory for connections that do nothing.
///
/// @param machine what was measured on
/// @param connections how many
/// @param beforeBytes resident before the first of them
/// @param idleBytes resident while all of them lay idle
/// @param afterBytes resident after each of them had carried a second request
/// @param targetBytes what may be resident at most
/// @param seen what the callers saw
public record IdleReport(
    Machine machine,
    int connections,
    long beforeBytes,
    long idleBytes,
    long afterBytes,
    long targetBytes,
    CallerTally.Seen seen)
    implements BenchReport {
  private static final double MEGA = 1e6;

  /// All connections lived through it, none was opened twice, and the memory is within the target.
  @Override
  public boolean valid() {
    return seen.answered() == 2L * connections
        && seen.connections() == connections
        && Math.max(idleBytes, afterBytes) <= targetBytes;
  }

  @Override
  public String text(Locale locale) {
    Words words = Words.in(locale);
    return String.join(
        "\n",
        words.say(
            "idle.memory",
            connections,
            beforeBytes / MEGA,
            idleBytes / MEGA,
            afterBytes / MEGA,
            targetBytes / MEGA),
        words.say("idle.connections", seen.connections(), seen.failures()),
        words.say(valid() ? "idle.good" : "idle.bad"),
        machine.text(words));
  }
}
