package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The load generators against nginx, each for a moment.
class LoadGeneratorTest {
  @ParameterizedTest
  @EnumSource
  void itSpeaksWhatIsAskedFor(Traffic traffic) throws IOException, InterruptedException {
    for (Tool tool :
        List.of(
            Tool.NGINX, Tool.OPENSSL, Tool.TASKSET, traffic.byH2load() ? Tool.H2LOAD : Tool.WRK)) {
      assumeTrue(tool.present(), () -> new MissingToolException(List.of(tool)).getMessage());
    }
    Duration second = Duration.ofSeconds(1);
    try (Scratch scratch = new Scratch();
        Peer origin = Peer.startAnywhere(Launch.origin(scratch))) {
      Certificates certificates = new Certificates(scratch);
      try (Peer nginx = Peer.startAnywhere(Launch.nginx(scratch, origin.port(), certificates))) {
        Endpoint endpoint = nginx.endpoint(traffic);
        LoadGenerator generator = LoadGenerator.of(traffic, scratch, 0);
        assertThat(generator.full(endpoint, Payload.SMALL, second)).satisfies(this::undisturbed);
        assertThat(generator.paced(endpoint, Payload.SMALL, second).stream())
            .allSatisfy(this::undisturbed)
            .allSatisfy(load -> assertThat(load.perSecond()).isLessThan(7000));
        Probe probe = new Probe(certificates, H2load.of(scratch, 0));
        assertThat(probe.requestId(endpoint, Payload.SMALL))
            .hasValueSatisfying(id -> assertThat(id).hasSize(32));
      }
    }
  }

  private void undisturbed(Load load) {
    assertThat(load.requests()).isGreaterThan(100);
    assertThat(load.refused()).isZero();
    assertThat(load.socketErrors()).isZero();
  }
}
