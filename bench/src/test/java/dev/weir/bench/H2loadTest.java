package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2loadTest {
  private static final String GOOD =
      """
      starting benchmark...
      TLS Protocol: TLSv1.3
      Cipher: TLS_AES_128_GCM_SHA256
      Server Temp Key: X25519 253 bits
      Application protocol: h2
      Main benchmark duration is over for thread #0. Stopping all clients.

      finished in 1.00s, 117371.00 req/s, 7.95MB/s
      requests: 117371 total, 117435 started, 117371 done, 117371 succeeded, 0 failed, 0 errored, 0 timeout
      status codes: 117371 2xx, 0 3xx, 0 4xx, 0 5xx
      traffic: 7.95MB (8334125) total, 5.37MB (5633808) headers (space savings 51.02%), 573.10KB (586855) data
      """;

  @Test
  void everyFigureIsRead() throws IOException {
    assertThat(load(GOOD, Traffic.HTTP2))
        .isEqualTo(new Load(117_371, 117_371, 0, 0, Optional.empty()));
  }

  @Test
  void refusedAnswersAreToldFromStreamsThatFailed() throws IOException {
    String bad =
        GOOD.replace(
                "117371 succeeded, 0 failed, 0 errored", "117341 succeeded, 30 failed, 3 errored")
            .replace("117371 2xx, 0 3xx, 0 4xx, 0 5xx", "117341 2xx, 0 3xx, 7 4xx, 20 5xx");
    Load load = load(bad, Traffic.HTTP2);
    assertThat(load.requests()).isEqualTo(117_368);
    assertThat(load.refused()).isEqualTo(27);
    assertThat(load.socketErrors()).isEqualTo(3);
  }

  @Test
  void anotherVersionOrCipherIsAnError() {
    assertThatThrownBy(() -> load(GOOD, Traffic.HANDSHAKES))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("http/1.1");
    assertThatThrownBy(() -> load(GOOD.replace("AES_128", "AES_256"), Traffic.HTTP2))
        .hasMessageContaining("Cipher: TLS_AES_128_GCM_SHA256");
  }

  @Test
  void outputWithoutFiguresIsAnError() {
    assertThatThrownBy(() -> load(GOOD.substring(0, GOOD.indexOf("requests:")), Traffic.HTTP2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("finished in 1.00s")
        .hasMessageContaining("expected: ");
  }

  @Test
  void theRequestIdIsFoundAmongTheFields() {
    assertThat(
            H2loadOutput.of("[stream_id=1] :status: 200\n[stream_id=1] x-request-id: abc\n")
                .requestId())
        .contains("abc");
    assertThat(H2loadOutput.of("[stream_id=1] :status: 200\n").requestId()).isEmpty();
  }

  @Test
  void latencyIsReadFromEachRequest(@TempDir Path directory) throws IOException {
    Path log = directory.resolve("log");
    StringBuilder lines = new StringBuilder();
    for (int request = 200; request > 0; request--) {
      lines.append("1795180190686755\t200\t").append(request).append('\n');
    }
    assertThat(H2load.latency(Files.writeString(log, lines)))
        .isEqualTo(new Latency(Duration.ofNanos(100_000), Duration.ofNanos(198_000)));
    assertThatThrownBy(() -> H2load.latency(Files.writeString(log, "")))
        .hasMessage("log: requests: 0 (expected: at least 1)");
  }

  private static Load load(String output, Traffic traffic) throws IOException {
    return H2loadOutput.of(output).load(traffic, Optional.empty());
  }
}
