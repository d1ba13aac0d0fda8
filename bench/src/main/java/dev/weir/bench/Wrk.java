package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// HTTP/1.1 from wrk: one thread, its connections kept alive.
///
/// @param program how it is run
/// @param connections how many
/// @param pace the script that makes it wait between requests
record Wrk(Pinned program, int connections, Path pace) implements LoadGenerator {
  private static final Pattern REQUESTS = Figures.line("(\\d+) requests in .*");
  private static final Pattern PER_SECOND = Figures.line("Requests/sec: +([\\d.]+)");
  private static final Pattern P50 = Figures.line("50% +([\\d.]+)(us|ms|s|m)");
  private static final Pattern P99 = Figures.line("99% +([\\d.]+)(us|ms|s|m)");
  private static final Pattern REFUSED = Figures.line("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern ERRORS =
      Figures.line("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

  static Wrk of(Scratch scratch, int core) throws IOException {
    // It has no options for TLS, but its OpenSSL reads them from a file.
    Path tls = scratch.fill("client.cnf", "client.cnf", Map.of("cipher", CIPHER, "group", GROUP));
    return new Wrk(
        new Pinned(core, Map.of("OPENSSL_CONF", tls.toString())),
        ProxyBench.CONNECTIONS,
        scratch.fill("paced.lua", "paced.lua", Map.of()));
  }

  @Override
  public Load full(Endpoint endpoint, Payload payload, Duration time)
      throws IOException, InterruptedException {
    return run(endpoint, payload, time, List.of());
  }

  @Override
  public Optional<Load> paced(Endpoint endpoint, Payload payload, Duration time)
      throws IOException, InterruptedException {
    return Optional.of(run(endpoint, payload, time, List.of("-s", pace.toString())));
  }

  private Load run(Endpoint endpoint, Payload payload, Duration time, List<String> more)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Tool.WRK.command(), "-t1", "-c" + connections, "--latency"));
    command.add("-d" + time.toSeconds() + "s");
    command.addAll(more);
    command.add(endpoint.uri(payload).toString());
    return parse(program.run(command, time));
  }

  /// Reads the output of `wrk --latency`.
  ///
  /// @throws IOException where a figure is not in it
  static Load parse(String output) throws IOException {
    Figures figures = new Figures(Tool.WRK.program(), output);
    return new Load(
        Long.parseLong(figures.find(REQUESTS).group(1)),
        Double.parseDouble(figures.find(PER_SECOND).group(1)),
        figures.sum(REFUSED),
        figures.sum(ERRORS),
        Optional.of(new Latency(Figures.time(figures.find(P50)), Figures.time(figures.find(P99)))));
  }
}
