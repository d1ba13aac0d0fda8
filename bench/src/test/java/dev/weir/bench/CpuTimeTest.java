package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
  @Test
  void aNameWithSpacesAndBracketsDoesNotShiftTheFields() {
    String stat = "42 (a (b) c d) S 1 42 42 0 -1 4194304 5 6 7 8 1000 200 30 4 20 0 1 0 99";
    assertThat(CpuTime.processTicks(stat)).isEqualTo(1234);
  }

  @Test
  void workOfThisProcessIsSeen() {
    Duration before = CpuTime.of(ProcessHandle.current());
    long end = System.nanoTime() + 10_000_000_000L;
    while (CpuTime.of(ProcessHandle.current()).minus(before).toMillis() < 50) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  @Test
  void allProcessesUseMoreThanThisOne() {
    assertThat(CpuTime.ofAll()).isGreaterThan(CpuTime.of(ProcessHandle.current()));
  }

  @Test
  void residentMemoryIsRead() {
    assertThat(Memory.residentBytes("Name:\tx\nVmHWM:\t  9 kB\nVmRSS:\t   21564 kB\n"))
        .isEqualTo(21_564 * 1024);
    assertThat(Memory.of(ProcessHandle.current())).isGreaterThan(10_000_000);
  }
}
