package dev.weir.app;

import dev.weir.bench.BenchReport;
import dev.weir.bench.Benchmark;
import dev.weir.bench.IdleBench;
import dev.weir.bench.MissingToolException;
import dev.weir.bench.ProxyBench;
import dev.weir.bench.ReloadBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
    subcommands = {BenchCommand.Proxy.class, BenchCommand.Reload.class, BenchCommand.Idle.class})
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "bench: expected proxy, reload or idle");
  }

  /// What all the measurements have in common.
  static final class Common {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--quiet", description = "Print no progress.")
    private boolean quiet;

    @Option(names = "--lang", description = "en or ko; taken from the environment by default.")
    private String language = Locale.getDefault(Locale.Category.DISPLAY).getLanguage();

    @Option(
        names = "--weir",
        defaultValue = "${sys:weir.script:-./weir} run -c {config}",
        description = {
          "The command line that starts Weir. {config}, {port}, {console-port}, {origin-port},",
          "{log} and {dir} are filled in. Default: ${DEFAULT-VALUE}"
        })
    private String weir;

    private Locale locale() {
      return Locale.of(language);
    }

    private int run(Benchmark benchmark) throws IOException, InterruptedException {
      PrintWriter out = spec.commandLine().getOut();
      PrintWriter progress = spec.commandLine().getErr();
      try {
        BenchReport report = benchmark.run(quiet ? line -> {} : progress::println);
        out.println(json ? report.json() : report.text(locale()));
        return report.valid() ? 0 : 1;
      } catch (MissingToolException e) {
        progress.println(e.text(locale()));
        return 2;
      }
    }
  }

  /// `weir bench proxy`.
  @Command(
      name = "proxy",
      description = "CPU time a request and added latency of Weir, nginx and HAProxy, in turns.",
      mixinStandardHelpOptions = true)
  static final class Proxy implements Callable<Integer> {
    @Mixin private Common common;

    @Option(
        names = "--proxies",
        split = ",",
        defaultValue = "weir,nginx,haproxy",
        description = "Which, in the order of their turns. Default: ${DEFAULT-VALUE}")
    private List<String> proxies;

    @Option(
        names = "--rounds",
        defaultValue = "3",
        description = "Turns of each proxy with each answer size. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
        names = "--seconds",
        defaultValue = "6",
        description = "Full load in a turn. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
        names = "--warm-up",
        defaultValue = "8",
        description = "Seconds of full load before the first turn. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--skip-missing", description = "Leave out HAProxy if it is not installed.")
    private boolean skipMissing;

    @Override
    public Integer call() throws IOException, InterruptedException {
      return common.run(
          new ProxyBench(
              proxies,
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
    @Mixin private Common common;

    @Option(
        names = "--requests",
        defaultValue = "1000000",
        description = "How many. Default: ${DEFAULT-VALUE}")
    private long requests;

    @Option(
        names = "--reloads",
        defaultValue = "50",
        description = "How many. Default: ${DEFAULT-VALUE}")
    private int reloads;

    @Option(
        names = "--connections",
        defaultValue = "64",
        description = "Callers at the same time. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Override
    public Integer call() throws IOException, InterruptedException {
      return common.run(
          new ReloadBench(requests, reloads, connections, common.weir, common.locale()));
    }
  }

  /// `weir bench idle`.
  @Command(
      name = "idle",
      description = "Memory that Weir needs for connections that do nothing.",
      mixinStandardHelpOptions = true)
  static final class Idle implements Callable<Integer> {
    @Mixin private Common common;

    @Option(
        names = "--connections",
        defaultValue = "10000",
        description = "How many. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(
        names = "--seconds",
        defaultValue = "10",
        description = "How long they lie idle. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
        names = "--target",
        defaultValue = "300",
        description = "Megabytes that Weir may need. Default: ${DEFAULT-VALUE}")
    private int target;

    @Override
    public Integer call() throws IOException, InterruptedException {
      return common.run(
          new IdleBench(
              connections,
              Duration.ofSeconds(seconds),
              target * 1_000_000L,
              common.weir,
              common.locale()));
    }
  }
}
