package dev.weir.bench;

import java.util.Locale;
import java.util.stream.Collectors;

/// What callers saw of reloads and a restart.
///
/// @param machine what was measured on
/// @param requests that were sent
/// @param connections callers at the same time
/// @param millis the whole run took
/// @param seen what the callers saw
/// @param reloads that were asked for
/// @param failedReloads of them not answered by 200, or not in force afterwards
/// @param exitCode of the Weir that was replaced
/// @param drainMillis from SIGTERM to its end
public record ReloadReport(
    Machine machine,
    long requests,
    int connections,
    long millis,
    CallerTally.Seen seen,
    int reloads,
    int failedReloads,
    int exitCode,
    long drainMillis)
    implements BenchReport {
  @Override
  public boolean valid() {
    return seen.answered() == requests && failedReloads == 0 && exitCode == 0;
  }

  @Override
  public String text(Locale locale) {
    Words words = Words.in(locale);
    String failures =
        seen.failed().entrySet().stream()
            .map(kind -> "\n  " + kind.getKey() + ": " + kind.getValue())
            .collect(Collectors.joining());
    return String.join(
        "\n",
        words.say("reload.requests", requests, connections, millis / 1e3, requests * 1e3 / millis),
        words.say("reload.failures", seen.failures()) + failures,
        words.say("reload.repeated", seen.repeated(), seen.connections()),
        words.say("reload.reloads", reloads, failedReloads),
        words.say("reload.restart", drainMillis / 1e3, exitCode),
        words.say(valid() ? "reload.good" : "reload.bad"),
        machine.text(words));
  }
}
