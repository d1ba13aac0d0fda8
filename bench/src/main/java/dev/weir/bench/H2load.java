package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// HTTP/2 from h2load: one thread, with as many requests in flight as wrk has.
///
/// @param program how it is run
/// @param script what is sent when, under the light load
/// @param log where it writes how long each request took, under the light load
record H2load(Pinned program, Path script, Path log) implements LoadGenerator {
  static final List<String> TLS = List.of("--tls13-ciphers=" + CIPHER, "--groups=" + GROUP);

  private static final int CONNECTIONS = 16;
  private static final int STREAMS = ProxyBench.CONNECTIONS / CONNECTIONS;

  /// Each sends a request every millisecond, which is as often as h2load looks at the time.
  private static final int PACED_CONNECTIONS = 6;

  static H2load of(Scratch scratch, int core) {
    return new H2load(
        new Pinned(core, Map.of()), scratch.file("h2load.tsv"), scratch.file("h2load.log"));
  }

  @Override
  public Load full(Endpoint endpoint, Payload payload, Duration time)
      throws IOException, InterruptedException {
    List<String> how = List.of("-c" + CONNECTIONS, "-m" + STREAMS, "-D" + time.toSeconds());
    return run(endpoint, how, endpoint.uri(payload).toString(), time)
        .load(endpoint.traffic(), Optional.empty());
  }

  @Override
  public Optional<Load> paced(Endpoint endpoint, Payload payload, Duration time)
      throws IOException, InterruptedException {
    Files.writeString(
        script,
        LongStream.range(0, time.toMillis())
            .mapToObj(millis -> millis + "\t" + endpoint.uri(payload) + "\n")
            .collect(Collectors.joining()));
    Files.deleteIfExists(log);
    List<String> how =
        List.of(
            "-c" + PACED_CONNECTIONS,
            "-m" + ProxyBench.CONNECTIONS,
            "--timing-script-file=" + script,
            "--log-file=" + log);
    H2loadOutput output = run(endpoint, how, "--base-uri=" + endpoint.uri(), time);
    return Optional.of(output.load(endpoint.traffic(), Optional.of(latency(log))));
  }

  /// One request, and what its answer says of itself.
  H2loadOutput once(Endpoint endpoint, Payload payload) throws IOException, InterruptedException {
    List<String> how = List.of("-c1", "-n1", "--verbose");
    return run(endpoint, how, endpoint.uri(payload).toString(), Duration.ZERO);
  }

  private H2loadOutput run(Endpoint endpoint, List<String> how, String where, Duration time)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Tool.H2LOAD.command(), "-t1"));
    command.addAll(how);
    command.addAll(endpoint.traffic().encrypted() ? TLS : List.of());
    command.add(where);
    return H2loadOutput.of(program.run(command, time));
  }

  /// Reads `start time, status, microseconds` of each request.
  static Latency latency(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return Latency.ofMicros(
          lines.mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf('\t') + 1))));
    } catch (IllegalArgumentException e) {
      throw new IOException(log.getFileName() + ": " + e.getMessage(), e);
    }
  }
}
