package dev.weir.bench;

import java.io.IOException;
import java.util.function.Consumer;

/// One measurement. It starts what it needs on loopback, measures, and stops all of it.
public sealed interface Benchmark permits ProxyBench, ReloadBench, RenewalBench, IdleBench {
  /// Measures. Takes seconds to minutes; blocks.
  ///
  /// @param progress takes a line for each thing that has been done
  /// @throws MissingToolException if a program that it needs is not installed
  /// @throws IOException if a process does not start, end or answer
  BenchReport run(Consumer<String> progress) throws IOException, InterruptedException;
}
