package dev.weir.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.ServiceConfig.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Autobahn knows of WebSocket (RFC 6455), through Weir over HTTP/1.1: framing, pings,
/// reserved bits, opcodes, fragments, UTF-8, closing, and splitting. Its other cases are of speed
/// and of compression, which is between client and origin. What it would do otherwise, or only
/// tells of, is printed.
class AutobahnTest {
  private static final List<String> CASES =
      List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*");
  private static final int COUNT = 247;

  @Test
  void noCaseFails(@TempDir Path folder) throws IOException, InterruptedException {
    try (EchoOrigin origin = EchoOrigin.start();
        Front weir = Front.to(origin.address(), Protocol.HTTP1)) {
      List<Autobahn.Result> results =
          Autobahn.run(weir.clear(), CASES, folder, Duration.ofMinutes(3));
      results.stream().filter(result -> !result.strict()).forEach(System.out::println);
      assertThat(results).filteredOn(Autobahn.Result::failed).isEmpty();
      assertThat(results).hasSize(COUNT);
      weir.awaitRest();
    }
  }
}
