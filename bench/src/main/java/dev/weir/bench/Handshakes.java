package dev.weir.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// New TLS connections from h2load: one request of HTTP/1.1 on each, at a fixed rate.
///
/// Every one is a full handshake: h2load gives no session from one of its clients to the next. wrk
/// would resume its sessions, and the certificate's key would not be used at all. The rate is
/// fixed, and far below what a proxy can do on its core, since a handshake costs a client more than
/// a server: more of them would only measure the client.
///
/// @param program how it is run
record Handshakes(Pinned program) implements LoadGenerator {
  static final int PER_SECOND = 1000;

  private static final int PERIOD_MILLIS = 10;

  static Handshakes on(int core) {
    return new Handshakes(new Pinned(core, Map.of()));
  }

  @Override
  public Load full(Endpoint endpoint, Payload payload, Duration time)
      throws IOException, InterruptedException {
    long connections = PER_SECOND * time.toMillis() / 1000;
    List<String> command =
        new ArrayList<>(
            List.of(
                Tool.H2LOAD.command(),
                "--h1",
                "-t1",
                "-c" + connections,
                "-n" + connections,
                "--rate=" + PER_SECOND * PERIOD_MILLIS / 1000,
                "--rate-period=" + PERIOD_MILLIS + "ms"));
    command.addAll(H2load.TLS);
    command.add(endpoint.uri(payload).toString());
    return H2loadOutput.of(program.run(command, time)).load(endpoint.traffic(), Optional.empty());
  }

  /// Not measured: what a new connection takes is mostly the client's own part of the handshake.
  @Override
  public Optional<Load> paced(Endpoint endpoint, Payload payload, Duration time) {
    return Optional.empty();
  }
}
