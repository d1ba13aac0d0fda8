package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;

/// CPU time as Linux counts it, in user mode and in the kernel (proc(5)).
final class CpuTime {
  /// `USER_HZ`, which the kernel's interface fixes: one tick is 10 ms.
  private static final long TICK_MILLIS = 10;

  private CpuTime() {}

  /// What a process, all its threads, its living children and the ended children that were waited
  /// for have used so far.
  static Duration of(ProcessHandle process) {
    LongStream living = process.descendants().mapToLong(ProcessHandle::pid);
    return ticks(LongStream.concat(LongStream.of(process.pid()), living).map(CpuTime::read).sum());
  }

  /// What all processes of the machine and their ended children have used so far, kernel threads
  /// included. The machine's own sum in `/proc/stat` will not do: if interrupts are in it or not
  /// depends on how the kernel was built.
  static Duration ofAll() {
    return ticks(
        ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).map(CpuTime::read).sum());
  }

  private static long read(long pid) {
    try {
      return processTicks(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    } catch (NoSuchFileException e) {
      // It ended a moment ago.
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// utime + stime + cutime + cstime, the fields 14 to 17 of `/proc/PID/stat`. The second field is
  /// the program's name in brackets and may hold spaces and brackets itself.
  static long processTicks(String stat) {
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Arrays.stream(afterName, 11, 15).mapToLong(Long::parseLong).sum();
  }

  private static Duration ticks(long count) {
    return Duration.ofMillis(count * TICK_MILLIS);
  }
}
