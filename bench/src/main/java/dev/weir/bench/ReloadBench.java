package dev.weir.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Whether callers notice that Weir reads its configuration anew, and that it is replaced.
///
/// Callers send requests without a pause while the file is rewritten and reloaded again and again.
/// Half-way a second Weir is started on the same port (`SO_REUSEPORT`), and once it is ready the
/// first one gets SIGTERM and drains. The callers go on until all of that is done.
///
/// @param requests how many at least
/// @param reloads spread evenly over them
/// @param connections callers at the same time, each with one kept-alive connection
/// @param weir Weir's command line, with the placeholders `{config}`, `{port}`, `{console-port}`,
///   `{origin-port}`, `{log}` and `{dir}`
/// @param locale the language of the progress lines
public record ReloadBench(long requests, int reloads, int connections, String weir, Locale locale)
    implements Benchmark {
  private static final Duration PAUSE = Duration.ofMillis(2);

  public ReloadBench {
    if (requests < 1 || reloads < 0 || connections < 1) {
      throw new IllegalArgumentException(
          "requests, reloads, connections: %d, %d, %d (expected: at least 1, 0, 1)"
              .formatted(requests, reloads, connections));
    }
  }

  @Override
  public ReloadReport run(Consumer<String> progress) throws IOException, InterruptedException {
    requireTools();
    try (Scratch scratch = new Scratch();
        Peer origin = Peer.startAnywhere(Launch.origin(scratch));
        Succession weirs = new Succession(WeirSetup.of(scratch, weir, origin.port()))) {
      CallerTally tally = new CallerTally();
      long start = System.nanoTime();
      int failedReloads;
      try (ExecutorService callers = Executors.newFixedThreadPool(connections)) {
        AtomicBoolean done = new AtomicBoolean();
        int port = weirs.port();
        for (int caller = 0; caller < connections; caller++) {
          callers.execute(() -> call(port, tally, done));
        }
        try {
          failedReloads = reload(weirs, tally, progress);
          await(tally, requests);
        } finally {
          done.set(true);
        }
      }
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      return new ReloadReport(
          Machine.here(List.of(Tool.NGINX)),
          tally.ended(),
          connections,
          time.toMillis(),
          tally.seen(),
          reloads,
          failedReloads,
          weirs.exitCode(),
          weirs.drainMillis());
    }
  }

  static void requireTools() {
    List<Tool> missing = Stream.of(Tool.NGINX).filter(tool -> !tool.present()).toList();
    if (!missing.isEmpty()) {
      throw new MissingToolException(missing);
    }
  }

  private static void call(int port, CallerTally tally, AtomicBoolean done) {
    try (Caller caller = new Caller(port, Payload.SMALL, tally)) {
      while (!done.get()) {
        caller.call();
      }
    }
  }

  /// The reloads and the restart, each when its share of the requests has ended.
  ///
  /// @return how many reloads failed
  private int reload(Succession weirs, CallerTally tally, Consumer<String> progress)
      throws IOException, InterruptedException {
    Words words = Words.in(locale);
    int failed = 0;
    for (int step = 1; step <= reloads + 1; step++) {
      if (step == reloads / 2 + 1) {
        await(tally, share(step - 1, 1));
        weirs.replace();
        progress.accept(words.say("replaced", weirs.drainMillis(), tally.seen().failures()));
      }
      if (step <= reloads) {
        await(tally, share(step, 0));
        failed += weirs.reload(step) ? 0 : 1;
        progress.accept(
            words.say("reloaded", step, reloads, tally.ended(), tally.seen().failures()));
      }
    }
    return failed;
  }

  /// The requests that go before a step and a half.
  private long share(int step, int half) {
    return requests * (2L * step + half) / (2L * reloads + 2);
  }

  private static void await(CallerTally tally, long ended) throws InterruptedException {
    while (tally.ended() < ended) {
      Thread.sleep(PAUSE);
    }
  }
}
