package dev.weir.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The load generator: one thread, its connections kept alive.
///
/// @param core the core that it runs on
/// @param connections how many
/// @param paced the script that makes it wait between requests
record Wrk(int core, int connections, Path paced) {
  /// As many requests as it can.
  Load full(int port, Payload payload, Duration time) throws IOException, InterruptedException {
    return run(port, payload, time, List.of());
  }

  /// A steady, light load.
  Load paced(int port, Payload payload, Duration time) throws IOException, InterruptedException {
    return run(port, payload, time, List.of("-s", paced.toString()));
  }

  private Load run(int port, Payload payload, Duration time, List<String> more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Tool.TASKSET.command(), "-c", "" + core));
    command.addAll(List.of(Tool.WRK.command(), "-t1", "-c" + connections, "--latency"));
    command.add("-d" + time.toSeconds() + "s");
    command.addAll(more);
    command.add("http://127.0.0.1:" + port + "/" + payload.file());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return Load.parse(output);
  }
}
