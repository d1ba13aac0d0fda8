package dev.weir.app;

import dev.weir.app.config.Mistake;
import dev.weir.app.config.Reading;
import dev.weir.app.words.Message;
import dev.weir.gateway.config.GatewayConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `weir run`: the gateway.
@Command(
    name = "run",
    description = "Runs the gateway until SIGTERM or SIGINT, and reloads its file on SIGHUP.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir run --to http://localhost:3000",
      "  weir run --to http://10.0.0.1:80 --to http://10.0.0.2:80 --listen :8080",
      "  weir run -c weir.yaml",
      "",
      "The first SIGTERM or SIGINT drains: no new connections, and exchanges in flight",
      "end. The second ends the process at once. The access log goes to standard",
      "output unless the configuration names a file."
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration file.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = "In place of a file: an origin. Repeatable.")
  private List<String> to = List.of();

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = "With --to: where traffic comes in, 127.0.0.1:8080 unless said otherwise.")
  private Optional<String> listen = Optional.empty();

  @Option(
      names = "--console",
      paramLabel = "ADDRESS",
      description = "With --to: metrics and health, 127.0.0.1:9090 unless said otherwise.")
  private Optional<String> console = Optional.empty();

  @Mixin private LanguageOption lang = new LanguageOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    var operator = new Operator(spec.commandLine().getErr(), lang.language());
    Source source = source();
    return switch (source.read()) {
      case Reading.Valid(GatewayConfig config) -> run(source, config, operator);
      case Reading.Invalid(List<Mistake> mistakes) -> refuse(mistakes, operator);
    };
  }

  private Source source() {
    if (file.isPresent() == !to.isEmpty()) {
      throw usage("expected either --config FILE or --to URL");
    }
    if (file.isPresent() && (listen.isPresent() || console.isPresent())) {
      throw usage("--listen and --console go with --to; a file says both by itself");
    }
    return file.<Source>map(Source.File::new)
        .orElseGet(() ->
            new Source.Options(
                to, listen.orElse("127.0.0.1:8080"), console.orElse("127.0.0.1:9090")));
  }

  private int run(Source source, GatewayConfig config, Operator operator)
      throws InterruptedException {
    try (var running = Running.start(source, config, operator)) {
      // 128 and the number of the signal, as shells count it.
      Signals.on("TERM", () -> running.end(143));
      Signals.on("INT", () -> running.end(130));
      running.untilEnded();
      return CommandLine.ExitCode.OK;
    } catch (IOException | IllegalArgumentException e) {
      operator.tell(Message.CANNOT_START.of(String.valueOf(e.getMessage())));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static int refuse(List<Mistake> mistakes, Operator operator) {
    operator.tell(mistakes);
    return CommandLine.ExitCode.USAGE;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
