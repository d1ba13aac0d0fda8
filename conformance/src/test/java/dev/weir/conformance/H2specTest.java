package dev.weir.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.gateway.config.ServiceConfig.Protocol;
import dev.weir.gateway.testing.TestingOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every rule of HTTP/2 and HPACK that h2spec knows (RFC 7540, RFC 7541), at both kinds of port.
class H2specTest {
  private static final int CASES = 145;

  private TestingOrigin origin;
  private Front weir;

  @BeforeEach
  void start() {
    assumeTrue(H2spec.runsHere(), "h2spec: " + H2spec.here() + " (expected: " + H2spec.HOME + ")");
    origin = TestingOrigin.saying("a body of some bytes");
    weir =
        Front.to(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), origin.port()), Protocol.HTTP1);
  }

  @AfterEach
  void stop() {
    if (weir != null) {
      weir.close();
      origin.close();
    }
  }

  @Test
  void everyCasePassesInClearText(@TempDir Path folder) throws IOException, InterruptedException {
    assertAllPassed(H2spec.run(weir.clear(), folder));
  }

  @Test
  void everyCasePassesOverTls(@TempDir Path folder) throws IOException, InterruptedException {
    assertAllPassed(H2spec.run(weir.tls(), folder, "-t", "-k"));
  }

  private void assertAllPassed(List<H2spec.Result> results) {
    assertThat(results).filteredOn(result -> !result.passed()).isEmpty();
    assertThat(results).hasSize(CASES);
    weir.awaitRest();
  }
}
