package dev.weir.app;

import dev.weir.bench.BenchReport;
import dev.weir.bench.Benchmark;
import dev.weir.bench.IdleBench;
import dev.weir.bench.MissingToolException;
import dev.weir.bench.ProxyBench;
import dev.weir.bench.ReloadBench;
import dev.weir.bench.RenewalBench;
import dev.weir.bench.Traffic;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `weir bench`: the numbers, beside the peers.
///
/// The exit code is 0 where the figures are valid and what is promised was kept, 1 where not, and 2
/// where something is missing or the command is wrong.
@Command(
    name = "bench",
    description = "Measures Weir, beside nginx and HAProxy where they do the same.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      BenchCommand.Proxy.class,
      BenchCommand.Reload.class,
      BenchCommand.Renewal.class,
      BenchCommand.Idle.class
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "bench: expected proxy, reload, renewal or idle");
  }

  /// What all the measurements have in common.
  static final class Common {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--quiet", description = "Print no progress.")
    private boolean quiet;

    @Option(
        names = "--weir",
        paramLabel = "COMMAND",
        defaultValue = "'${sys:weir.script:-./weir}' run -c {config}",
        description = {
          "The command line that starts Weir (default: ${DEFAULT-VALUE}).",
          "Filled in: {config} {port} {console-port} {origin-port} {log} {dir}"
        })
    private String weir = "";

    @Mixin private LanguageOption lang = new LanguageOption();

    private Locale locale() {
      return Locale.of(lang.language().tag());
    }

    private int run(Supplier<Benchmark> benchmark) throws InterruptedException {
      PrintWriter out = spec.commandLine().getOut();
      PrintWriter err = spec.commandLine().getErr();
      try {
        BenchReport report = asked(benchmark).run(quiet ? line -> {} : err::println);
        out.println(json ? report.json() : report.text(locale()));
        return report.valid() ? 0 : 1;
      } catch (MissingToolException e) {
        err.println(e.text(locale()));
        return 2;
      } catch (IllegalStateException e) {
        // The machine does not fit: too few cores or open files.
        err.println("weir bench: " + e.getMessage());
        return 2;
      } catch (IOException e) {
        // Some of them have no message.
        err.println("weir bench: " + e);
        return 1;
      }
    }

    private Benchmark asked(Supplier<Benchmark> benchmark) {
      try {
        return benchmark.get();
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
    }
  }

  /// `weir bench proxy`.
  @Command(
      name = "proxy",
      description = "CPU time a request and added latency of Weir, nginx and HAProxy, in turns.",
      mixinStandardHelpOptions = true)
  static final class Proxy implements Callable<Integer> {
    @Mixin private Common common = new Common();

    @Option(
        names = "--proxies",
        split = ",",
        defaultValue = "weir,nginx,haproxy",
        description = "Which, in the order of their turns (default: ${DEFAULT-VALUE}).")
    private List<String> proxies = ProxyBench.ALL;

    @Option(
        names = "--rows",
        split = ",",
        defaultValue = "http1,tls,http2,h2c,handshakes",
        description = "What callers speak, in this order (default: ${DEFAULT-VALUE}).")
    private List<String> rows = List.of();

    @Option(
        names = "--rounds",
        defaultValue = "3",
        description =
            "Turns of each proxy with each row and size of answer (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
        names = "--seconds",
        defaultValue = "6",
        description = "Full load in a turn (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
        names = "--warm-up",
        defaultValue = "20",
        description =
            "Seconds of full load before the first turn of a row (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--skip-missing", description = "Leave out HAProxy if it is not installed.")
    private boolean skipMissing;

    @Override
    public Integer call() throws InterruptedException {
      return common.run(() ->
          new ProxyBench(
              proxies,
              rows.stream().map(Traffic::of).toList(),
              rounds,
              Duration.ofSeconds(seconds),
              Duration.ofSeconds(warmUp),
              common.weir,
              skipMissing,
              common.locale()));
    }
  }

  /// `weir bench reload`.
  @Command(
      name = "reload",
      description = "Failures that callers see during reloads and one drain and restart.",
      mixinStandardHelpOptions = true)
  static final class Reload implements Callable<Integer> {
    @Mixin private Common common = new Common();

    @Option(
        names = "--requests",
        defaultValue = "1000000",
        description = "How many (default: ${DEFAULT-VALUE}).")
    private long requests;

    @Option(
        names = "--reloads",
        defaultValue = "50",
        description = "How many (default: ${DEFAULT-VALUE}).")
    private int reloads;

    @Option(
        names = "--connections",
        defaultValue = "64",
        description = "Callers at the same time (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Override
    public Integer call() throws InterruptedException {
      return common.run(
          () -> new ReloadBench(requests, reloads, connections, common.weir, common.locale()));
    }
  }

  /// `weir bench renewal`.
  @Command(
      name = "renewal",
      description = "Failures that callers see while certificates are renewed.",
      mixinStandardHelpOptions = true)
  static final class Renewal implements Callable<Integer> {
    @Mixin private Common common = new Common();

    @Option(
        names = "--requests",
        defaultValue = "500000",
        description = "How many (default: ${DEFAULT-VALUE}).")
    private long requests;

    @Option(
        names = "--renewals",
        defaultValue = "20",
        description = "How many (default: ${DEFAULT-VALUE}).")
    private int renewals;

    @Option(
        names = "--connections",
        defaultValue = "64",
        description = "Callers at the same time (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
        names = "--within",
        defaultValue = "30",
        description =
            "Seconds after which new connections must see the certificate (default: ${DEFAULT-VALUE}).")
    private int within;

    @Override
    public Integer call() throws InterruptedException {
      return common.run(() ->
          new RenewalBench(
              requests,
              renewals,
              connections,
              Duration.ofSeconds(within),
              common.weir,
              common.locale()));
    }
  }

  /// `weir bench idle`.
  @Command(
      name = "idle",
      description = "Memory that Weir needs for connections that do nothing.",
      mixinStandardHelpOptions = true)
  static final class Idle implements Callable<Integer> {
    @Mixin private Common common = new Common();

    @Option(
        names = "--connections",
        defaultValue = "10000",
        description = "How many (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
        names = "--seconds",
        defaultValue = "10",
        description = "How long they lie idle (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
        names = "--target",
        defaultValue = "300",
        description = "Megabytes that Weir may need (default: ${DEFAULT-VALUE}).")
    private int target;

    @Override
    public Integer call() throws InterruptedException {
      return common.run(() ->
          new IdleBench(
              connections,
              Duration.ofSeconds(seconds),
              target * 1_000_000L,
              common.weir,
              common.locale()));
    }
  }
}
