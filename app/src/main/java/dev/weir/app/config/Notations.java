package dev.weir.app.config;

import static java.util.Map.entry;

import dev.weir.app.words.Message;
import dev.weir.gateway.config.Network;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.Ratio;
import dev.weir.gateway.config.RedirectConfig;
import dev.weir.gateway.config.Size;
import dev.weir.status.Cause;
import java.math.BigDecimal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The kinds of values. Long for a table of fifteen: each kind is a pattern, a parser and a
/// printer.
final class Notations {
  private static final String IPV4 = "(?:\\d{1,3}\\.){3}\\d{1,3}";
  private static final String IPV6 = "\\[[0-9A-Fa-f:.]{2,45}\\]";
  private static final String HOST_NAME = "[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})";
  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}";

  static final Notation<Duration> DURATION =
      Notation.of(
          Message.A_DURATION, "\\d{1,9}(?:ms|s|m|h|d)", Notations::duration, Notations::print);
  static final Notation<Size> SIZE =
      Notation.of(
          Message.A_SIZE, "\\d{1,15}(?:B|[KMGT]iB)|unlimited", Notations::size, Notations::print);
  static final Notation<Ratio> RATIO =
      Notation.of(Message.A_RATIO, "\\d{1,3}(?:\\.\\d{1,6})?%", Notations::ratio, Notations::print);
  static final Notation<Integer> NUMBER =
      Notation.of(Message.A_NUMBER, "\\d{1,9}", Integer::valueOf, String::valueOf);
  static final Notation<Boolean> FLAG =
      Notation.oneOf(
          "flag", Message.A_FLAG.of(), List.of(true, false), flag -> flag ? "true" : "false");
  static final Notation<InetSocketAddress> ADDRESS =
      Notation.of(
          Message.AN_ADDRESS,
          "(?:" + IPV4 + "|" + IPV6 + "|localhost)?:\\d{1,5}",
          Notations::address,
          Notations::print);
  static final Notation<Origin> ORIGIN =
      Notation.of(
          Message.AN_ORIGIN,
          "[Hh][Tt][Tt][Pp][Ss]?://(?:" + IPV6 + "|" + HOST_NAME + ")(?::\\d{1,5})?/?",
          Notations::origin,
          origin -> (origin.tls() ? "https://" : "http://") + origin);
  static final Notation<Network> NETWORK =
      Notation.of(
          Message.A_NETWORK,
          "(?:" + IPV4 + "|[0-9A-Fa-f:.]{2,45})(?:/\\d{1,3})?",
          Notations::network,
          network -> network.address().getHostAddress() + "/" + network.prefix());
  static final Notation<Path> FILE = Notation.of(Message.A_FILE, ".+", Path::of, Path::toString);
  static final Notation<Path> EXISTING_FILE =
      Notation.of(Message.AN_EXISTING_FILE, ".+", Notations::existingFile, Path::toString);
  static final Notation<Path> EXISTING_FOLDER =
      Notation.of(Message.AN_EXISTING_FOLDER, ".+", Notations::existingFolder, Path::toString);
  static final Notation<String> FILE_NAME =
      text(Message.A_FILE_NAME, "[^./\\\\\\x00-\\x1f\\x7f][^/\\\\\\x00-\\x1f\\x7f]{0,199}");
  static final Notation<String> FIELD_VALUE =
      text(Message.A_FIELD_VALUE, "[!-~](?:[ -~]{0,198}[!-~])?");
  static final Notation<String> REDIRECT_TARGET =
      text(Message.A_REDIRECT_TARGET, RedirectConfig.TO.pattern());
  static final Notation<String> TEXT = text(Message.A_TEXT, "[^\\x00-\\x1f\\x7f]{1,200}");
  // A token, for it goes into `Via` and `Proxy-Status` (RFC 9110 section 7.6.3, RFC 9209 section
  // 2).
  static final Notation<String> NAME = text(Message.A_NAME, TOKEN);
  static final Notation<String> METHOD = text(Message.A_METHOD, "[A-Z][A-Z0-9_-]{0,31}");
  static final Notation<String> HOST_PATTERN =
      Notation.of(
          Message.A_HOST_PATTERN,
          "(?:\\*\\.)?" + HOST_NAME + "|" + IPV6,
          text -> text.toLowerCase(Locale.ROOT),
          Function.identity());
  static final Notation<String> HOST_AND_PORT =
      Notation.of(
          Message.A_HOST_AND_PORT,
          "(?:" + HOST_NAME + "|" + IPV6 + ")(?::\\d{1,5})?",
          text -> text.toLowerCase(Locale.ROOT),
          Function.identity());
  static final Notation<String> PATH_PATTERN =
      text(Message.A_PATH_PATTERN, "(?:/(?:\\*|[^/*?#\\s\\x00-\\x1f\\x7f]*))+(?:/\\*\\*)?|/\\*\\*");
  static final Notation<Cause> CAUSE =
      Notation.oneOf("cause", Message.A_CAUSE.of(), List.of(Cause.values()), Cause::code);

  private static final Map<Class<?>, Notation<?>> BY_TYPE =
      Map.ofEntries(
          entry(Duration.class, DURATION),
          entry(Size.class, SIZE),
          entry(Ratio.class, RATIO),
          entry(int.class, NUMBER),
          entry(boolean.class, FLAG),
          entry(InetSocketAddress.class, ADDRESS),
          entry(Origin.class, ORIGIN),
          entry(Network.class, NETWORK),
          entry(Path.class, FILE),
          entry(String.class, TEXT),
          entry(Cause.class, CAUSE));

  private Notations() {}

  /// Whether values of this type are written as one text though the type is a record.
  static boolean has(Class<?> type) {
    return BY_TYPE.containsKey(type);
  }

  /// The usual notation of a type.
  ///
  /// @throws IllegalArgumentException if it has none
  static Notation<?> of(Class<?> type) {
    return Optional.<Notation<?>>ofNullable(BY_TYPE.get(type))
        .or(() -> choice(type))
        .orElseThrow(
            () -> new IllegalArgumentException(type + " (expected: a type with a notation)"));
  }

  private static Optional<Notation<?>> choice(Class<?> type) {
    return Optional.ofNullable(type.getEnumConstants())
        .map(constants -> Arrays.stream(constants).<Enum<?>>map(one -> (Enum<?>) one).toList())
        .map(Notations::choice);
  }

  private static Notation<?> choice(List<Enum<?>> constants) {
    List<String> words = constants.stream().map(Notations::word).toList();
    return Notation.oneOf(
        "choice", Message.ONE_OF.of(String.join(", ", words)), constants, Notations::word);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Notation<String> text(Message expected, String pattern) {
    return Notation.of(expected, pattern, Function.identity(), Function.identity());
  }

  private enum TimeUnit {
    D("d", Duration.ofDays(1)),
    H("h", Duration.ofHours(1)),
    M("m", Duration.ofMinutes(1)),
    S("s", Duration.ofSeconds(1)),
    MS("ms", Duration.ofMillis(1));

    final String symbol;
    final Duration length;

    TimeUnit(String symbol, Duration length) {
      this.symbol = symbol;
      this.length = length;
    }
  }

  private static Duration duration(String text) {
    String symbol = text.replaceFirst("\\d+", "");
    long count = Long.parseLong(text.substring(0, text.length() - symbol.length()));
    return Stream.of(TimeUnit.values())
        .filter(unit -> unit.symbol.equals(symbol))
        .findFirst()
        .orElseThrow()
        .length
        .multipliedBy(count);
  }

  private static String print(Duration duration) {
    TimeUnit unit =
        Stream.of(TimeUnit.values())
            .filter(one -> duration.toMillis() % one.length.toMillis() == 0)
            .filter(one -> !duration.isZero() || one == TimeUnit.S)
            .findFirst()
            .orElseThrow();
    return duration.dividedBy(unit.length) + unit.symbol;
  }

  private static final List<String> SIZE_UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  private static Size size(String text) {
    if (text.equals("unlimited")) {
      return Size.UNLIMITED;
    }
    String unit = text.replaceFirst("\\d+", "");
    long count = Long.parseLong(text.substring(0, text.length() - unit.length()));
    return new Size(Math.multiplyExact(count, 1L << (10 * SIZE_UNITS.indexOf(unit))));
  }

  private static String print(Size size) {
    if (size.equals(Size.UNLIMITED)) {
      return "unlimited";
    }
    long bytes = size.bytes();
    int unit = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / 10, 4);
    return (bytes >> (10 * unit)) + SIZE_UNITS.get(unit);
  }

  private static Ratio ratio(String text) {
    var percent = new BigDecimal(text.substring(0, text.length() - 1));
    return new Ratio(percent.movePointLeft(2).doubleValue());
  }

  private static String print(Ratio ratio) {
    var percent = BigDecimal.valueOf(ratio.value()).movePointRight(2);
    return percent.stripTrailingZeros().toPlainString() + "%";
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon);
    return new InetSocketAddress(
        switch (host) {
          case "" -> literal("0.0.0.0");
          case "localhost" -> InetAddress.getLoopbackAddress();
          default -> literal(host);
        },
        port(text.substring(colon + 1)));
  }

  private static String print(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    boolean bracketed = address.getAddress() instanceof Inet6Address;
    return (bracketed ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static final Pattern ORIGIN_PARTS =
      Pattern.compile("[^/]*//(\\[[^]]*]|[^:/]*)(?::(\\d+))?/?");

  private static Origin origin(String text) {
    Matcher parts = ORIGIN_PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    String host = parts.group(1);
    boolean numeric = host.startsWith("[") || host.matches("[\\d.]+");
    String name = numeric ? literal(host).getHostAddress() : host.toLowerCase(Locale.ROOT);
    boolean tls = text.regionMatches(true, 0, "https:", 0, 6);
    int usual = tls ? 443 : 80;
    return new Origin(name, parts.group(2) == null ? usual : port(parts.group(2)), tls);
  }

  private static Network network(String text) {
    String[] parts = text.split("/");
    InetAddress address = literal(parts[0]);
    int bits = address.getAddress().length * 8;
    return new Network(address, parts.length == 1 ? bits : Integer.parseInt(parts[1]));
  }

  // Dots or colons first: the platform also takes `1` and `10.1` for IPv4 addresses.
  private static InetAddress literal(String text) {
    String bare = text.replaceAll("[\\[\\]]", "");
    if (!bare.contains(":") && !bare.matches(IPV4)) {
      throw new IllegalArgumentException(text);
    }
    return InetAddress.ofLiteral(bare);
  }

  private static int port(String text) {
    int port = Integer.parseInt(text);
    if (port > 65535) {
      throw new IllegalArgumentException(text);
    }
    return port;
  }

  private static Path existingFolder(String text) {
    Path folder = Path.of(text);
    if (!folder.toFile().isDirectory()) {
      throw new IllegalArgumentException(text);
    }
    return folder;
  }

  private static Path existingFile(String text) {
    Path file = Path.of(text);
    if (!file.toFile().isFile()) {
      throw new IllegalArgumentException(text);
    }
    return file;
  }
}
