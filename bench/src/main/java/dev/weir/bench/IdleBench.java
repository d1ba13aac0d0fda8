package dev.weir.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// How much memory Weir needs for connections that do nothing.
///
/// Each connection carries one request, lies idle, and carries another one, which proves that it
/// was there all the time.
///
/// @param connections how many
/// @param hold how long they lie idle
/// @param targetBytes what Weir may need at most
/// @param weir Weir's command line, see [ReloadBench#weir]
/// @param locale the language of the progress lines
public record IdleBench(
    int connections, Duration hold, long targetBytes, String weir, Locale locale)
    implements Benchmark {
  /// Files that are open besides the connections.
  private static final int OTHER_FILES = 500;

  /// After so many failures there is nothing left to learn, and each may take a caller's whole
  /// patience.
  private static final int GIVE_UP = 3;

  public IdleBench {
    if (connections < 1) {
      throw new IllegalArgumentException("connections: " + connections + " (expected: at least 1)");
    }
  }

  @Override
  public IdleReport run(Consumer<String> progress) throws IOException, InterruptedException {
    ReloadBench.requireTools();
    requireFiles();
    Words words = Words.in(locale);
    CallerTally tally = new CallerTally();
    List<Caller> callers = new ArrayList<>();
    try (Scratch scratch = new Scratch();
        Peer origin = Peer.startAnywhere(Launch.origin(scratch));
        Peer gateway = Peer.startAnywhere(WeirSetup.of(scratch, weir, origin.port()).launch())) {
      long before = gateway.residentBytes();
      for (int caller = 0; caller < connections; caller++) {
        callers.add(new Caller(gateway.port(), Payload.SMALL, tally));
      }
      callAll(callers, tally);
      progress.accept(words.say("idle.open", connections, hold.toSeconds()));
      Thread.sleep(hold);
      long idle = gateway.residentBytes();
      callAll(callers, tally);
      return new IdleReport(
          Machine.here(List.of(Tool.NGINX)),
          connections,
          before,
          idle,
          gateway.residentBytes(),
          targetBytes,
          tally.seen());
    } finally {
      callers.forEach(Caller::close);
    }
  }

  private static void callAll(List<Caller> callers, CallerTally tally) {
    for (Caller caller : callers) {
      if (tally.seen().failures() < GIVE_UP) {
        caller.call();
      }
    }
  }

  private void requireFiles() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && system.getMaxFileDescriptorCount() < connections + OTHER_FILES) {
      throw new IllegalStateException(
          "open files: %d (expected: at least %d, see ulimit -n)"
              .formatted(system.getMaxFileDescriptorCount(), connections + OTHER_FILES));
    }
  }
}
