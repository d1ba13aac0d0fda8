package dev.weir.app;

import dev.weir.demo.Demo;
import dev.weir.demo.DemoOptions;
import dev.weir.demo.Front;
import dev.weir.demo.drill.ControlFile;
import dev.weir.demo.view.LiveView;
import dev.weir.demo.view.Terminal;
import dev.weir.demo.view.Words;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.config.AccessLogConfig;
import dev.weir.gateway.config.ErrorPageConfig;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.RouteConfig;
import dev.weir.gateway.config.TimeoutsConfig;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `weir demo`: the shop that breaks, Weir in front of it, and traffic. Exit code 0 when its time
/// is over, 1 when it cannot start.
@Command(
    name = "demo",
    description = "Runs a small shop behind Weir, with traffic, to be broken by 'weir drill'.")
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

  @Option(
      names = "--lang",
      paramLabel = "en|ko",
      converter = Language.class,
      description = "The language (default: that of LC_ALL or LANG).")
  private Words words = Words.of(System.getenv());

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Override
  public Integer call() throws InterruptedException {
    PrintStream out = utf8(FileDescriptor.out);
    Demo demo = new Demo(options(), this::open, InstantSource.system(), view(out));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(demo::close));
    try {
      demo.run(out);
      return 0;
    } catch (IOException cannotStart) {
      utf8(FileDescriptor.err).println(words.text("demo.failed", cannotStart.getMessage()));
      return 1;
    }
  }

  private DemoOptions options() {
    ControlFile file = ControlFile.ofUser();
    return new DemoOptions(
        Optional.ofNullable(length), seed, rate, control, file, MARGIN, json, words);
  }

  private LiveView view(PrintStream out) {
    Console console = System.console();
    Terminal terminal = Terminal.of(console != null && console.isTerminal(), System.getenv());
    return json ? LiveView.none() : LiveView.on(out, terminal, words);
  }

  private Front open(List<InetSocketAddress> instances) throws IOException {
    Path log = Files.createTempDirectory("weir-demo").resolve("access.log");
    Gateway gateway = Gateway.start(config(instances, log), exchange -> {});
    return new GatewayFront(gateway, log);
  }

  /// The configuration of `weir run --to`, with a shop's brand on the error page, error bodies in
  /// the form that the caller reads, and an origin given up after three seconds: a drill is short.
  private GatewayConfig config(List<InetSocketAddress> instances, Path log) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    GatewayConfig plain =
        GatewayConfig.of(
            new InetSocketAddress(loopback, port),
            new InetSocketAddress(loopback, 0),
            instances.stream().map(DemoCommand::origin).toList());
    return new GatewayConfig(
        plain.name(),
        plain.listen(),
        plain.console(),
        plain.trustedHops(),
        plain.limits(),
        impatient(plain.timeouts()),
        Duration.ofSeconds(5),
        plain.dns(),
        toFile(plain.accessLog(), log),
        new ErrorPageConfig(Optional.empty(), Optional.of("The Mill Shop"), Optional.empty()),
        plain.services(),
        plain.routes().stream().map(DemoCommand::wrapping).toList());
  }

  private static Origin origin(InetSocketAddress instance) {
    return new Origin(instance.getAddress().getHostAddress(), instance.getPort());
  }

  private static TimeoutsConfig impatient(TimeoutsConfig plain) {
    return new TimeoutsConfig(
        plain.clientIdle(),
        plain.clientHead(),
        plain.clientBody(),
        plain.clientWrite(),
        plain.connect(),
        plain.originWrite(),
        Duration.ofSeconds(3),
        plain.betweenBytes(),
        plain.exchange());
  }

  private static AccessLogConfig toFile(AccessLogConfig plain, Path file) {
    return new AccessLogConfig(
        plain.format(),
        Optional.of(file),
        plain.successes(),
        plain.rotateSize(),
        plain.rotateEvery(),
        plain.keep());
  }

  private static RouteConfig wrapping(RouteConfig plain) {
    return new RouteConfig(
        plain.name(),
        plain.host(),
        plain.path(),
        plain.methods(),
        plain.service(),
        plain.answer(),
        plain.retryAfter(),
        plain.timeout(),
        plain.firstByte(),
        plain.requestBody(),
        RouteConfig.Errors.WRAP);
  }

  /// Output in UTF-8 whatever the locale: Korean is asked for by `--lang` too.
  static PrintStream utf8(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
  }

  private record GatewayFront(Gateway gateway, Path log) implements Front {
    @Override
    public InetSocketAddress address() {
      return gateway.addresses().getFirst();
    }

    @Override
    public Optional<URI> console() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> accessLog() {
      return Optional.of(log);
    }

    @Override
    public void close() {
      gateway.close();
    }
  }

  /// A language by its tag.
  static final class Language implements ITypeConverter<Words> {
    @Override
    public Words convert(String value) {
      return switch (value) {
        case "en", "ko" -> Words.of(value);
        default -> throw new TypeConversionException("'" + value + "' (expected: en or ko)");
      };
    }
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
