package dev.weir.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// CPU time a request and added latency of Weir, nginx and HAProxy, side by side.
///
/// The proxies take turns, so that what changes on the machine meanwhile meets all of them. Each
/// has one core to itself; the origin and the load generator share another.
///
/// @param proxies which of `weir`, `nginx` and `haproxy`, in the order of their turns
/// @param traffic what callers speak, in this order
/// @param rounds turns of each proxy with each traffic and payload
/// @param time under full load in a turn; half of it is added under a light load
/// @param warmUp full load on each proxy before the first turn with each traffic
/// @param weir Weir's command line, see [ReloadBench#weir]
/// @param skipMissing leave out a proxy that is not installed
/// @param locale the language of the progress lines
public record ProxyBench(
    List<String> proxies,
    List<Traffic> traffic,
    int rounds,
    Duration time,
    Duration warmUp,
    String weir,
    boolean skipMissing,
    Locale locale)
    implements Benchmark {
  static final int CONNECTIONS = 64;
  static final int LOAD_CORE = 0;
  static final int PROXY_CORE = 1;

  public static final List<String> ALL = List.of(Launch.WEIR, Launch.NGINX, Launch.HAPROXY);

  public ProxyBench {
    proxies = List.copyOf(proxies);
    traffic = List.copyOf(traffic);
    if (proxies.isEmpty() || !ALL.containsAll(proxies)) {
      throw new IllegalArgumentException(
          "proxies: " + proxies + " (expected: some of " + ALL + ")");
    }
    if (traffic.isEmpty()) {
      throw new IllegalArgumentException("rows: [] (expected: at least one)");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds: " + rounds + " (expected: at least 1)");
    }
    if (time.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "seconds: " + time.toSeconds() + " (expected: at least 1)");
    }
  }

  @Override
  public ProxyReport run(Consumer<String> progress) throws IOException, InterruptedException {
    requireTools();
    requireCores();
    List<String> present = proxies.stream().filter(ProxyBench::installed).toList();
    List<String> absent = proxies.stream().filter(proxy -> !present.contains(proxy)).toList();
    List<Tool> tools =
        Stream.of(Tool.NGINX, Tool.HAPROXY, Tool.WRK, Tool.H2LOAD).filter(Tool::present).toList();
    try (Scratch scratch = new Scratch();
        Peer origin = Peer.start(Launch.origin(scratch), LOAD_CORE);
        Peers peers = new Peers()) {
      Certificates certificates = new Certificates(scratch);
      for (String proxy : present) {
        Launch launch = launch(proxy, scratch, origin.port(), certificates);
        peers.add(Peer.start(launch, PROXY_CORE));
      }
      Turns turns = new Turns(this, scratch, certificates, Words.in(locale), progress);
      List<ProxyReport.Row> rows = turns.take(origin, peers.all());
      return new ProxyReport(
          Machine.here(tools), CONNECTIONS, rounds, rows, absent, turns.busyElsewhere());
    }
  }

  /// nginx is always needed: it is the origin too.
  private void requireTools() {
    List<Tool> needed = new ArrayList<>(List.of(Tool.NGINX, Tool.TASKSET, Tool.OPENSSL));
    if (!traffic.stream().allMatch(Traffic::byH2load)) {
      needed.add(Tool.WRK);
    }
    if (traffic.stream().anyMatch(Traffic::byH2load)) {
      needed.add(Tool.H2LOAD);
    }
    if (proxies.contains(Launch.HAPROXY) && !skipMissing) {
      needed.add(Tool.HAPROXY);
    }
    List<Tool> missing = needed.stream().filter(tool -> !tool.present()).toList();
    if (!missing.isEmpty()) {
      throw new MissingToolException(missing);
    }
  }

  private static void requireCores() {
    int cores = Runtime.getRuntime().availableProcessors();
    if (cores < 2) {
      throw new IllegalStateException("cores: " + cores + " (expected: at least 2)");
    }
  }

  private static boolean installed(String proxy) {
    return !proxy.equals(Launch.HAPROXY) || Tool.HAPROXY.present();
  }

  private Launch launch(String proxy, Scratch scratch, int originPort, Certificates certificates)
      throws IOException {
    return switch (proxy) {
      case Launch.NGINX -> Launch.nginx(scratch, originPort, certificates);
      case Launch.HAPROXY -> Launch.haproxy(scratch, originPort, certificates);
      default -> weir(scratch, originPort, certificates).launch();
    };
  }

  /// Listening for TLS only where that is measured: another build of Weir may not know it.
  private WeirSetup weir(Scratch scratch, int originPort, Certificates certificates)
      throws IOException {
    WeirSetup clear = WeirSetup.of(scratch, weir, originPort);
    return traffic.stream().anyMatch(Traffic::encrypted) ? clear.with(certificates) : clear;
  }

  /// Processes that end together.
  private static final class Peers implements AutoCloseable {
    private final List<Peer> all = new ArrayList<>();

    void add(Peer peer) {
      all.add(peer);
    }

    List<Peer> all() {
      return List.copyOf(all);
    }

    @Override
    public void close() throws IOException {
      for (Peer peer : all) {
        peer.close();
      }
    }
  }
}
