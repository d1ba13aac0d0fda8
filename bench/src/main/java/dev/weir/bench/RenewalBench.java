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

/// Whether callers notice that certificates are renewed.
///
/// Callers send requests over TLS without a pause, over HTTP/1.1 and HTTP/2 on connections that
/// they keep, and over HTTP/1.1 on a new one for each request, while certificate and key are
/// replaced again and again. Kept connections must go on, and new ones must be shown the new
/// certificate.
///
/// @param requests how many at least
/// @param renewals spread evenly over them
/// @param connections callers at the same time
/// @param within new connections must be shown a new certificate
/// @param weir Weir's command line, see [ReloadBench#weir]
/// @param locale the language of the progress lines
public record RenewalBench(
    long requests, int renewals, int connections, Duration within, String weir, Locale locale)
    implements Benchmark {
  private static final Duration PAUSE = Duration.ofMillis(2);

  public RenewalBench {
    if (requests < 1 || renewals < 0 || connections < 3) {
      throw new IllegalArgumentException(
          "requests, renewals, connections: %d, %d, %d (expected: at least 1, 0, 3)"
              .formatted(requests, renewals, connections));
    }
  }

  @Override
  public RenewalReport run(Consumer<String> progress) throws IOException, InterruptedException {
    requireTools();
    try (Scratch scratch = new Scratch();
        Peer origin = Peer.startAnywhere(Launch.origin(scratch))) {
      Certificates certificates = new Certificates(scratch);
      WeirSetup setup = WeirSetup.of(scratch, weir, origin.port()).with(certificates);
      try (Succession _ = new Succession(setup)) {
        return renew(new Renewals(setup.ports().tls(), certificates, within), progress);
      }
    }
  }

  private static void requireTools() {
    List<Tool> missing =
        Stream.of(Tool.NGINX, Tool.OPENSSL).filter(tool -> !tool.present()).toList();
    if (!missing.isEmpty()) {
      throw new MissingToolException(missing);
    }
  }

  private RenewalReport renew(Renewals certificate, Consumer<String> progress)
      throws IOException, InterruptedException {
    CallerTally http1 = new CallerTally();
    CallerTally http2 = new CallerTally();
    CallerTally fresh = new CallerTally();
    List<CallerTally> all = List.of(http1, http2, fresh);
    long start = System.nanoTime();
    try (ExecutorService callers = Executors.newFixedThreadPool(connections)) {
      AtomicBoolean done = new AtomicBoolean();
      Caller.Dial overHttp1 =
          () -> new Http1Connection(certificate.open(TlsDial.HTTP1), Payload.SMALL);
      Caller.Dial overHttp2 =
          () -> new Http2Connection(certificate.open(TlsDial.HTTP2), Payload.SMALL);
      for (int caller = 0; caller < keptHttp1(); caller++) {
        callers.execute(() -> call(overHttp1, http1, done, true));
      }
      for (int caller = 0; caller < keptHttp2(); caller++) {
        callers.execute(() -> call(overHttp2, http2, done, true));
      }
      for (int caller = 0; caller < fresh(); caller++) {
        callers.execute(() -> call(overHttp1, fresh, done, false));
      }
      try {
        renewUnderLoad(certificate, all, progress);
      } finally {
        done.set(true);
      }
    }
    return new RenewalReport(
        Machine.here(List.of(Tool.NGINX, Tool.OPENSSL)),
        (System.nanoTime() - start) / 1_000_000,
        new RenewalReport.Kept(keptHttp1(), http1.seen()),
        new RenewalReport.Kept(keptHttp2(), http2.seen()),
        fresh.seen(),
        renewals,
        certificate.failed(),
        certificate.slowestMillis());
  }

  private int fresh() {
    return Math.max(1, connections / 8);
  }

  private int keptHttp2() {
    return (connections - fresh()) / 2;
  }

  private int keptHttp1() {
    return connections - fresh() - keptHttp2();
  }

  private static void call(
      Caller.Dial dial, CallerTally tally, AtomicBoolean done, boolean keepsConnection) {
    try (Caller caller = new Caller(dial, tally)) {
      while (!done.get()) {
        if (keepsConnection) {
          caller.call();
        } else {
          caller.callOnce();
        }
      }
    }
  }

  /// Each when its share of the requests has ended.
  private void renewUnderLoad(
      Renewals certificate, List<CallerTally> tallies, Consumer<String> progress)
      throws IOException, InterruptedException {
    Words words = Words.in(locale);
    for (int renewal = 1; renewal <= renewals; renewal++) {
      await(tallies, requests * renewal / (renewals + 1));
      certificate.renew(renewal + 1);
      progress.accept(words.say("renewed", renewal, renewals, ended(tallies), failures(tallies)));
    }
    await(tallies, requests);
  }

  private static void await(List<CallerTally> tallies, long ended) throws InterruptedException {
    while (ended(tallies) < ended) {
      Thread.sleep(PAUSE);
    }
  }

  private static long ended(List<CallerTally> tallies) {
    return tallies.stream().mapToLong(CallerTally::ended).sum();
  }

  private static long failures(List<CallerTally> tallies) {
    return tallies.stream().mapToLong(tally -> tally.seen().failures()).sum();
  }
}
