package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrkTest {
  private static final String GOOD =
      """
      Running 2s test @ http://127.0.0.1:18999/200
        1 threads and 64 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency   176.62us  101.97us   1.89ms   50.97%
          Req/Sec     6.28k   187.54     6.55k    99.00%
        Latency Distribution
           50%  159.00us
           75%  223.00us
           90%    1.10s\s
           99%    1.55s\s
        12535 requests in 2.01s, 5.31MB read
      Requests/sec:   6248.40
      Transfer/sec:      2.65MB
      """;

  @Test
  void everyFigureIsRead() throws IOException {
    assertThat(Wrk.parse(GOOD))
        .isEqualTo(
            new Load(
                12535,
                6248.40,
                0,
                0,
                Optional.of(new Latency(Duration.ofNanos(159_000), Duration.ofMillis(1550)))));
  }

  @Test
  void errorsAreCounted() throws IOException {
    Load load =
        Wrk.parse(
            GOOD
                + """
                  Socket errors: connect 1, read 20, write 300, timeout 4000
                  Non-2xx or 3xx responses: 17
                """);
    assertThat(load.socketErrors()).isEqualTo(4321);
    assertThat(load.refused()).isEqualTo(17);
  }

  @Test
  void outputWithoutFiguresIsAnError() {
    assertThatThrownBy(() -> Wrk.parse("unable to connect to 127.0.0.1:1 Connection refused"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Connection refused");
  }
}
