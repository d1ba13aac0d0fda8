package dev.weir.bench;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What h2load printed, read strictly.
///
/// @param figures the whole output
record H2loadOutput(Figures figures) {
  private static final Pattern REQUESTS =
      Figures.line(
          "requests: \\d+ total, \\d+ started, \\d+ done, (\\d+) succeeded, (\\d+) failed, \\d+ errored, (\\d+) timeout");
  private static final Pattern STATUS =
      Figures.line("status codes: \\d+ 2xx, \\d+ 3xx, (\\d+) 4xx, (\\d+) 5xx");
  private static final Pattern FINISHED = Figures.line("finished in \\S+, ([\\d.]+) req/s, .*");
  private static final Pattern REQUEST_ID =
      Pattern.compile("^\\[stream_id=\\d+] x-request-id: (\\S+)$", Pattern.MULTILINE);

  static H2loadOutput of(String output) {
    return new H2loadOutput(new Figures(Tool.H2LOAD.program(), output));
  }

  /// The load, whatever went wrong in it counted. Answers of 400 and above are among the requests
  /// here, as with wrk, and are failures to h2load.
  ///
  /// @throws IOException where a figure is missing, or something else was spoken than was asked for
  Load load(Traffic traffic, Optional<Latency> latency) throws IOException {
    requireSpoken(traffic);
    Matcher requests = figures.find(REQUESTS);
    Matcher status = figures.find(STATUS);
    long refused = count(status, 1) + count(status, 2);
    long failed = count(requests, 2) + count(requests, 3);
    return new Load(
        count(requests, 1) + refused,
        Double.parseDouble(figures.find(FINISHED).group(1)),
        refused,
        Math.max(0, failed - refused),
        latency);
  }

  /// With `--verbose`: the request id on the answer.
  Optional<String> requestId() {
    Matcher field = REQUEST_ID.matcher(figures.output());
    return field.find() ? Optional.of(field.group(1)) : Optional.empty();
  }

  private void requireSpoken(Traffic traffic) throws IOException {
    String protocol =
        switch (traffic) {
          case HTTP2 -> "h2";
          case H2C -> "h2c";
          case HTTP1, TLS, HANDSHAKES -> "http/1.1";
        };
    Stream<String> tls =
        traffic.encrypted()
            ? Stream.of("TLS Protocol: TLSv1.3", "Cipher: " + LoadGenerator.CIPHER)
            : Stream.empty();
    for (String line :
        Stream.concat(tls, Stream.of("Application protocol: " + protocol)).toList()) {
      figures.find(Figures.line(Pattern.quote(line)));
    }
  }

  private static long count(Matcher found, int group) {
    return Long.parseLong(found.group(group));
  }
}
