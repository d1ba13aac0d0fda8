package dev.weir.bench;

import static dev.weir.bench.Fault.Kind.LOG_LINES;
import static dev.weir.bench.Fault.Kind.REFUSED;
import static dev.weir.bench.Fault.Kind.REQUESTS;
import static dev.weir.bench.Fault.Kind.REQUEST_ID;
import static dev.weir.bench.Fault.Kind.REQUEST_ID_IN_LOG;
import static dev.weir.bench.Fault.Kind.SOCKET_ERRORS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundTest {
  private static final Load FULL = load(1000, 0, 0);
  private static final Load PACED = load(100, 0, 0);
  private static final Optional<String> ID = Optional.of("id");

  @ParameterizedTest
  @CsvSource({"1100, 1", "1101, 0", "1229, 0", "1230, 1"})
  void theLogHasOneLineARequestAndThoseCutOffAtTheEnd(long lines, int faults) {
    assertThat(Round.check(List.of(FULL, PACED), ID, true, lines, 64))
        .hasSize(faults)
        .allSatisfy(fault -> assertThat(fault).isEqualTo(new Fault(LOG_LINES, lines, 1101)));
  }

  @Test
  void everythingThatIsWrongIsSaid() {
    List<Fault> faults =
        Round.check(List.of(load(1001, 3, 0), load(0, 0, 2)), Optional.empty(), false, 1002, 64);
    assertThat(faults)
        .extracting(Fault::kind)
        .containsExactly(REQUESTS, REFUSED, SOCKET_ERRORS, REQUEST_ID, REQUEST_ID_IN_LOG);
  }

  @Test
  void cpuIsCountedPerRequestOfTheFullLoad() {
    assertThat(new Round(Duration.ofMillis(15), FULL, Optional.of(PACED), 0, List.of()).cpuMicros())
        .isEqualTo(15.0);
  }

  private static Load load(long requests, long refused, long socketErrors) {
    return new Load(requests, 1, refused, socketErrors, Optional.empty());
  }
}
