package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One Weir with a configuration file of its own.
///
/// @param scratch where its files are
/// @param name of the process and its files
/// @param command the command line, with the placeholders `{config}`, `{port}`, `{console-port}`,
///   `{origin-port}`, `{log}` and `{dir}`
/// @param ports where its traffic comes in
/// @param consolePort where its console is
/// @param originPort where the origin is
/// @param tlsListener the lines that make it listen for TLS; none where it does not
record WeirSetup(
    Scratch scratch,
    String name,
    String command,
    Ports ports,
    int consolePort,
    int originPort,
    String tlsListener) {
  /// One that listens in clear only. HTTP/2 comes in at the same port.
  static WeirSetup of(Scratch scratch, String command, int originPort) throws IOException {
    int port = Scratch.freePort();
    Ports ports = new Ports(port, 0, port);
    return new WeirSetup(scratch, Launch.WEIR, command, ports, Scratch.freePort(), originPort, "");
  }

  /// The same, listening for TLS too.
  WeirSetup with(Certificates certificates) throws IOException {
    Ports more = new Ports(ports.clear(), Scratch.freePort(), ports.h2c());
    String listener =
        scratch.filled(
            """
              - address: 127.0.0.1:{tls-port}
                tls: {certificates: [{chain: {chain}, key: {key}}]}\
            """,
            Map.of(
                "tls-port", more.tls(), "chain", certificates.chain(), "key", certificates.key()));
    return new WeirSetup(scratch, name, command, more, consolePort, originPort, listener);
  }

  /// A second one on the same traffic port, with its own console and log.
  WeirSetup successor() throws IOException {
    return new WeirSetup(
        scratch, name + "-2", command, ports, Scratch.freePort(), originPort, tlsListener);
  }

  /// Where its traffic comes in in clear.
  int port() {
    return ports.clear();
  }

  /// Writes the configuration file, and says how to start on it.
  Launch launch() throws IOException {
    write(0);
    return new Launch(
        name,
        List.of("sh", "-c", "exec " + scratch.filled(command, values(0))),
        ports,
        log(),
        scratch.file(name + ".out"));
  }

  /// Writes the configuration file anew. Its generation answers 503 at [#generationPath].
  void write(int generation) throws IOException {
    scratch.fill("weir.yaml", config().getFileName().toString(), values(generation));
  }

  static String generationPath(int generation) {
    return "/generation-" + generation;
  }

  private Map<String, Object> values(int generation) {
    return Map.of(
        "config", config(),
        "port", ports.clear(),
        "tls-listener", tlsListener,
        "console-port", consolePort,
        "origin-port", originPort,
        "log", log(),
        "generation", generation);
  }

  private Path config() {
    return scratch.file(name + ".yaml");
  }

  private Path log() {
    return scratch.file(name + ".log");
  }
}
