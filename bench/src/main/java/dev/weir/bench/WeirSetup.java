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
/// @param port where its traffic comes in
/// @param consolePort where its console is
/// @param originPort where the origin is
record WeirSetup(
    Scratch scratch, String name, String command, int port, int consolePort, int originPort) {
  static WeirSetup of(Scratch scratch, String command, int originPort) throws IOException {
    return new WeirSetup(
        scratch, Launch.WEIR, command, Scratch.freePort(), Scratch.freePort(), originPort);
  }

  /// A second one on the same traffic port, with its own console and log.
  WeirSetup successor() throws IOException {
    return new WeirSetup(scratch, name + "-2", command, port, Scratch.freePort(), originPort);
  }

  /// Writes the configuration file, and says how to start on it.
  Launch launch() throws IOException {
    write(0);
    return new Launch(
        name,
        List.of("sh", "-c", "exec " + scratch.filled(command, values(0))),
        port,
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
        "port", port,
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
