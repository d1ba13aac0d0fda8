package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.LongStream;

/// Memory that is resident, as Linux counts it (proc(5), `VmRSS`).
final class Memory {
  private Memory() {}

  /// Bytes of a process and its children. What they share is counted in each: the sum is an upper
  /// bound.
  static long of(ProcessHandle process) {
    LongStream children = process.descendants().mapToLong(ProcessHandle::pid);
    return LongStream.concat(LongStream.of(process.pid()), children).map(Memory::read).sum();
  }

  private static long read(long pid) {
    try {
      return residentBytes(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
    } catch (NoSuchFileException e) {
      // It ended a moment ago.
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long residentBytes(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
