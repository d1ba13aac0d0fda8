package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a process of the measurement is started.
///
/// @param name what it is called in the report
/// @param command program and arguments
/// @param ports where it listens
/// @param log where it writes its access log
/// @param output where its standard output goes
record Launch(String name, List<String> command, Ports ports, Path log, Path output) {
  static final String ORIGIN = "origin";
  static final String NGINX = "nginx";
  static final String HAPROXY = "haproxy";
  static final String WEIR = "weir";

  /// The origin: nginx too, serving two small files from its cache.
  static Launch origin(Scratch scratch) throws IOException {
    Ports ports = new Ports(Scratch.freePort(), 0, Scratch.freePort());
    return nginx(
        ORIGIN,
        scratch,
        ports,
        Map.of("origin-port", ports.clear(), "origin-h2c-port", ports.h2c()));
  }

  static Launch nginx(Scratch scratch, int originPort, Certificates certificates)
      throws IOException {
    Ports ports = Ports.free();
    Map<String, Object> values = values(ports, originPort);
    values.put("log", scratch.file("nginx.log"));
    values.put("chain", certificates.chain());
    values.put("key", certificates.key());
    return nginx(NGINX, scratch, ports, values);
  }

  private static Launch nginx(String name, Scratch scratch, Ports ports, Map<String, ?> values)
      throws IOException {
    Path config = scratch.fill(name + ".conf", name + ".conf", values);
    String errors = scratch.file(name + "-error.log").toString();
    return new Launch(
        name,
        List.of(Tool.NGINX.command(), "-e", errors, "-c", config.toString()),
        ports,
        scratch.file(name + ".log"),
        scratch.file(name + ".out"));
  }

  /// HAProxy, whose standard output is its access log.
  static Launch haproxy(Scratch scratch, int originPort, Certificates certificates)
      throws IOException {
    Ports ports = Ports.free();
    Map<String, Object> values = values(ports, originPort);
    values.put("bundle", certificates.bundle());
    Path config = scratch.fill("haproxy.cfg", "haproxy.cfg", values);
    Path log = scratch.file("haproxy.log");
    return new Launch(
        HAPROXY, List.of(Tool.HAPROXY.command(), "-db", "-f", config.toString()), ports, log, log);
  }

  private static Map<String, Object> values(Ports ports, int originPort) {
    Map<String, Object> values = new HashMap<>();
    values.put("port", ports.clear());
    values.put("tls-port", ports.tls());
    values.put("h2c-port", ports.h2c());
    values.put("origin-port", originPort);
    values.put("cipher", LoadGenerator.CIPHER);
    return values;
  }
}
