package dev.weir.app;

import dev.weir.demo.drill.ControlFile;
import dev.weir.demo.drill.DrillClient;
import dev.weir.demo.drill.DrillFailed;
import dev.weir.demo.drill.DrillOrder;
import dev.weir.demo.drill.DrillPhase;
import dev.weir.demo.drill.DrillReport;
import dev.weir.demo.shop.Fault;
import dev.weir.demo.traffic.ReportJson;
import dev.weir.demo.view.ReportText;
import dev.weir.demo.view.Words;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `weir drill`: plays a fault on the running demo and says what callers saw. Exit code 0 when the
/// drill was played to its end, 1 when it was not, 2 when no demo runs or the command is wrong.
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = "Breaks the shop of a running 'weir demo' on purpose and says what callers saw.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir drill hang                          all instances, for 10 s",
      "  weir drill crash --instance 2 --for 5s   one of three"
    })
public final class DrillCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FAULT",
      converter = FaultName.class,
      description = "crash, hang, slow, errors, reset, truncate or garbage.")
  private @Nullable Fault fault;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DemoCommand.Length.class,
      description = "How long the fault is on, up to 10m (default: ${DEFAULT-VALUE}).")
  private Duration length = Duration.ofSeconds(10);

  @Option(
      names = "--instance",
      paramLabel = "N|all",
      defaultValue = "all",
      converter = InstanceNumber.class,
      description = "Which instance of the shop breaks (default: ${DEFAULT-VALUE}).")
  private OptionalInt instance = OptionalInt.empty();

  @Option(
      names = "--control",
      paramLabel = "PORT",
      description = "The control port of the demo (default: that of the demo started last).")
  private @Nullable Integer control;

  @Option(names = "--json", description = "Print nothing but the report, as JSON.")
  private boolean json;

  @Mixin private LanguageOption lang = new LanguageOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    Words words = Words.of(lang.language().tag());
    DrillOrder order = order(command);
    try {
      DrillReport report = client().play(order, phase -> say(command, words, order, phase));
      String text = json ? ReportJson.pretty(report) : new ReportText(words).drill(report);
      command.getOut().println(text);
      return CommandLine.ExitCode.OK;
    } catch (DrillFailed failed) {
      command.getErr().println(words.text("drill.failed." + failed.why()));
      return switch (failed.why()) {
        case NO_DEMO, NO_SUCH_INSTANCE -> CommandLine.ExitCode.USAGE;
        case BUSY, DEMO_ENDED -> CommandLine.ExitCode.SOFTWARE;
      };
    }
  }

  private DrillOrder order(CommandLine command) {
    try {
      return new DrillOrder(Objects.requireNonNull(fault), length, instance);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(command, "--" + wrong.getMessage(), wrong);
    }
  }

  private DrillClient client() throws DrillFailed {
    return control == null ? DrillClient.of(ControlFile.ofUser()) : new DrillClient(control);
  }

  /// Says on stderr what happens now, so that stdout is the report alone.
  private void say(CommandLine command, Words words, DrillOrder order, DrillPhase phase) {
    if (!json) {
      double seconds = order.length().toMillis() / 1000.0;
      String fault = order.fault().word();
      String text = words.text("drill.begins." + phase.word(), fault, seconds, order.target());
      command.getErr().println(text);
      command.getErr().flush();
    }
  }

  /// A fault by its name.
  static final class FaultName implements ITypeConverter<Fault> {
    @Override
    public Fault convert(String value) {
      return Fault.of(value)
          .orElseThrow(
              () -> new TypeConversionException("'" + value + "' (expected: one of " + ALL + ")"));
    }

    private static final String ALL =
        Stream.of(Fault.values()).map(Fault::word).collect(Collectors.joining(", "));
  }

  /// The number of an instance, or `all`.
  static final class InstanceNumber implements ITypeConverter<OptionalInt> {
    @Override
    public OptionalInt convert(String value) {
      if (value.equals("all")) {
        return OptionalInt.empty();
      }
      if (value.matches("[1-9][0-9]?")) {
        return OptionalInt.of(Integer.parseInt(value));
      }
      throw new TypeConversionException("'" + value + "' (expected: a number from 1, or all)");
    }
  }
}
