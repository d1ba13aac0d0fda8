package dev.weir.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs programs to their end on one core.
///
/// @param core on which
/// @param environment what is added to this process's own
record Pinned(int core, Map<String, String> environment) {
  /// A load generator whose connections hang may not end by itself.
  private static final Duration GRACE = Duration.ofSeconds(30);

  /// Everything that it printed.
  ///
  /// @param time that it should take; it is ended half a minute later
  String run(List<String> command, Duration time) throws IOException, InterruptedException {
    List<String> pinned = new ArrayList<>(List.of(Tool.TASKSET.command(), "-c", "" + core));
    pinned.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(pinned).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    CompletableFuture.delayedExecutor(time.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
