package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How a process of the measurement is started.
///
/// @param name what it is called in the report
/// @param command program and arguments
/// @param port where it listens
/// @param log where it writes its access log
/// @param output where its standard output goes
record Launch(String name, List<String> command, int port, Path log, Path output) {
  static final String ORIGIN = "origin";
  static final String NGINX = "nginx";
  static final String HAPROXY = "haproxy";
  static final String WEIR = "weir";

  /// The origin: nginx too, serving two small files from its cache.
  static Launch origin(Scratch scratch) throws IOException {
    int port = Scratch.freePort();
    return nginx(ORIGIN, scratch, port, Map.of("origin-port", port));
  }

  static Launch nginx(Scratch scratch, int originPort) throws IOException {
    int port = Scratch.freePort();
    Path log = scratch.file("nginx.log");
    return nginx(NGINX, scratch, port, Map.of("port", port, "origin-port", originPort, "log", log));
  }

  private static Launch nginx(String name, Scratch scratch, int port, Map<String, ?> values)
      throws IOException {
    Path config = scratch.fill(name + ".conf", name + ".conf", values);
    String errors = scratch.file(name + "-error.log").toString();
    return new Launch(
        name,
        List.of(Tool.NGINX.command(), "-e", errors, "-c", config.toString()),
        port,
        scratch.file(name + ".log"),
        scratch.file(name + ".out"));
  }

  /// HAProxy, whose standard output is its access log.
  static Launch haproxy(Scratch scratch, int originPort) throws IOException {
    int port = Scratch.freePort();
    Path config =
        scratch.fill("haproxy.cfg", "haproxy.cfg", Map.of("port", port, "origin-port", originPort));
    Path log = scratch.file("haproxy.log");
    return new Launch(
        HAPROXY, List.of(Tool.HAPROXY.command(), "-db", "-f", config.toString()), port, log, log);
  }
}
