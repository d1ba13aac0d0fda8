package dev.weir.app;

import dev.weir.demo.Demo;
import dev.weir.demo.DemoOptions;
import dev.weir.demo.Front;
import dev.weir.demo.drill.ControlFile;
import dev.weir.demo.view.LiveView;
import dev.weir.demo.view.Terminal;
import dev.weir.demo.view.Words;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `weir demo`: the shop that breaks, Weir in front of it, and traffic. Exit code 0 when its time
/// is over, 1 when it cannot start.
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

  @Override
  public Integer call() throws InterruptedException {
    PrintStream out = System.out;
    Words words = Words.of(lang.language().tag());
    Demo demo = new Demo(options(words), this::open, InstantSource.system(), view(out, words));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(demo::close));
    try {
      demo.run(out);
      return 0;
    } catch (IOException cannotStart) {
      System.err.println(words.text("demo.failed", String.valueOf(cannotStart.getMessage())));
      return 1;
    }
  }

  private DemoOptions options(Words words) {
    ControlFile file = ControlFile.ofUser();
    return new DemoOptions(
        Optional.ofNullable(length), seed, rate, control, file, MARGIN, json, words);
  }

  private LiveView view(PrintStream out, Words words) {
    boolean tty = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    Terminal terminal = Terminal.of(tty, System.getenv());
    return json ? LiveView.none() : LiveView.on(out, terminal, words);
  }

  private Front open(List<InetSocketAddress> instances) throws IOException {
    return DemoGateway.open(local(port), local(console), instances, lang.language());
  }

  private static InetSocketAddress local(int port) {
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
