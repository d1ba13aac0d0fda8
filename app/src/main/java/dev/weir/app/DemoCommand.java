package dev.weir.app;

import dev.weir.demo.Demo;
import dev.weir.demo.DemoOptions;
import dev.weir.demo.Front;
import dev.weir.demo.drill.ControlFile;
import dev.weir.demo.view.LiveView;
import dev.weir.demo.view.Terminal;
import dev.weir.demo.view.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `weir demo`: the shop that breaks, Weir in front of it, and traffic. Exit code 0 when its time
/// is over, 1 when it cannot start, 2 when an option is wrong.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Runs a small shop behind Weir, with traffic, to be broken by 'weir drill'.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir demo                       until Ctrl-C, with hints what to try",
      "  weir demo --for 20s --json      a summary for a program"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration MARGIN = Duration.ofSeconds(3);

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Length.class,
      description = "End after this time, such as 20s or 5m, with a summary.")
  private @Nullable Duration length;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The port that Weir listens at, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--console",
      paramLabel = "PORT",
      defaultValue = "9090",
      description = "The port of metrics and health, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int console;

  @Option(
      names = "--control",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The port that 'weir drill' reaches the demo at (default: a free one).")
  private int control;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed sends the same requests (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Requests a second, on average (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--json", description = "Print nothing but the summary, as JSON.")
  private boolean json;

  @Mixin private LanguageOption lang = new LanguageOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    Words words = Words.of(lang.language().tag());
    Demo demo = demo(command, words);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(demo::close));
    try {
      demo.run(command.getOut());
      return CommandLine.ExitCode.OK;
    } catch (IOException cannotStart) {
      command.getErr().println(words.text("demo.failed", String.valueOf(cannotStart.getMessage())));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private Demo demo(CommandLine command, Words words) {
    try {
      InetSocketAddress listen = local(port);
      InetSocketAddress metrics = local(console);
      Front.Opener gateway =
          instances -> DemoGateway.open(listen, metrics, instances, lang.language());
      LiveView view = view(command.getOut(), words);
      return new Demo(options(words), gateway, InstantSource.system(), view);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(command, String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private DemoOptions options(Words words) {
    ControlFile file = ControlFile.ofUser();
    return new DemoOptions(
        Optional.ofNullable(length), seed, rate, control, file, MARGIN, json, words);
  }

  private LiveView view(PrintWriter out, Words words) {
    // Without a terminal the JDK says so in one of two ways, by its version.
    boolean terminal =
        Optional.ofNullable(System.console()).filter(tty -> tty.isTerminal()).isPresent();
    return json ? LiveView.none() : LiveView.on(out, Terminal.of(terminal, System.getenv()), words);
  }

  private static InetSocketAddress local(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// A time such as `20s`, above zero.
  static final class Length implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    @Override
    public Duration convert(String value) {
      Matcher form = FORM.matcher(value);
      if (!form.matches()) {
        throw new TypeConversionException("'" + value + "' (expected: a time such as 20s or 5m)");
      }
      long count = Long.parseLong(form.group(1));
      return switch (form.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        default -> Duration.ofHours(count);
      };
    }
  }
}
