package dev.weir.conformance;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The fuzzing client of the Autobahn test suite 0.5.6: a WebSocket client that keeps the protocol
/// in every way that is allowed and breaks it in every way that is not, and judges what it is told.
/// It is Python, run by Jython in a JVM of its own.
final class Autobahn {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MAIN = "from autobahntestsuite import wstest; wstest.run()";

  private Autobahn() {}

  /// Runs these cases against an echo server.
  ///
  /// @param cases names and patterns, such as `7.1.1` and `6.*`
  /// @param folder an empty one, for what it writes
  /// @param limit the most that it may take
  /// @return what became of each
  static List<Result> run(InetSocketAddress server, List<String> cases, Path folder, Duration limit)
      throws IOException, InterruptedException {
    Path reports = folder.resolve("reports").toAbsolutePath();
    Path spec = folder.resolve("spec.json").toAbsolutePath();
    String url = "ws://%s:%d".formatted(server.getHostString(), server.getPort());
    JSON.writeValue(
        spec,
        Map.of(
            "outdir", reports.toString(),
            "options", Map.of("failByDrop", false),
            "servers", List.of(Map.of("agent", "weir", "url", url)),
            "cases", cases,
            "exclude-cases", List.of(),
            "exclude-agent-cases", Map.of()));
    Path output = folder.resolve("output.txt");
    Process jython =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dpython.cachedir.skip=true",
                "-cp",
                System.getProperty("java.class.path"),
                "org.python.util.jython",
                "-c",
                MAIN,
                "-m",
                "fuzzingclient",
                "-s",
                spec.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()))
            .start();
    try {
      if (!jython.waitFor(limit) || jython.exitValue() != 0) {
        throw new IOException("Autobahn did not end well:\n" + Files.readString(output));
      }
    } finally {
      jython.destroyForcibly();
    }
    return results(JSON.readTree(reports.resolve("index.json")).path("weir"));
  }

  private static List<Result> results(JsonNode cases) {
    List<Result> results = new ArrayList<>();
    cases.forEachEntry((name, told) ->
        results.add(
            new Result(
                name, told.path("behavior").asString(), told.path("behaviorClose").asString())));
    return results;
  }

  /// What became of a case.
  ///
  /// @param behavior of the messages: `OK`, `NON-STRICT`, `INFORMATIONAL`, `UNIMPLEMENTED` or
  ///   `FAILED`
  /// @param close of the end of the connection: `OK`, `INFORMATIONAL`, `WRONG CODE`, `UNCLEAN` or
  ///   `FAILED BY CLIENT`
  record Result(String name, String behavior, String close) {
    @Override
    public String toString() {
      return "Autobahn %s: %s, close %s".formatted(name, behavior, close);
    }

    boolean strict() {
      return behavior.equals("OK") && close.equals("OK");
    }

    boolean failed() {
      return !List.of("OK", "NON-STRICT", "INFORMATIONAL").contains(behavior)
          || !List.of("OK", "INFORMATIONAL").contains(close);
    }
  }
}
