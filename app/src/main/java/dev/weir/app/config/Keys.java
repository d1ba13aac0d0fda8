package dev.weir.app.config;

import static java.util.Map.entry;

import dev.weir.gateway.config.CanonicalConfig;
import dev.weir.gateway.config.CertificateConfig;
import dev.weir.gateway.config.CompressionConfig;
import dev.weir.gateway.config.FilesConfig;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.config.ListenConfig;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.RedirectConfig;
import dev.weir.gateway.config.RouteConfig;
import dev.weir.gateway.config.ServiceConfig;
import dev.weir.gateway.config.TlsConfig;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The table of everything that a file may say.
///
/// Names, types and defaults are those of the records: a component `requestHead` of type `Size` is
/// the key `request-head`, a size, and its default is what the record's own default says. What a
/// type does not tell stands in the tables below, by path.
final class Keys {
  /// What an entry of a list or a map is by default.
  private static final Map<Class<?>, Record> SAMPLES =
      Map.ofEntries(
          entry(ListenConfig.class, ListenConfig.DEFAULT),
          entry(TlsConfig.class, TlsConfig.DEFAULT),
          entry(CertificateConfig.class, new CertificateConfig(Path.of("c"), Path.of("k"))),
          entry(ServiceConfig.class, ServiceConfig.of(List.of(new Origin("origin", 80)))),
          entry(RouteConfig.class, RouteConfig.to("service")),
          entry(RedirectConfig.class, new RedirectConfig("/", true)),
          entry(FilesConfig.class, FilesConfig.of(Path.of("."))),
          entry(CanonicalConfig.class, CanonicalConfig.DEFAULT),
          entry(CompressionConfig.class, CompressionConfig.DEFAULT));

  /// Words that stand for a whole section.
  private static final Map<Class<?>, Map<String, Record>> WORDS =
      Map.of(TlsConfig.class, Map.of("self-signed", TlsConfig.ofSelfSigned()));

  private static final Map<String, Notation<?>> NOTATIONS =
      Map.ofEntries(
          entry("name", Notations.NAME),
          entry("error-page.template", Notations.EXISTING_FILE),
          entry("listen.tls.certificates.chain", Notations.EXISTING_FILE),
          entry("listen.tls.certificates.key", Notations.EXISTING_FILE),
          entry("listen.tls.client-ca", Notations.EXISTING_FILE),
          entry("services.tls.ca", Notations.EXISTING_FILE),
          entry("services.tls.certificate.chain", Notations.EXISTING_FILE),
          entry("services.tls.certificate.key", Notations.EXISTING_FILE),
          entry("routes.service", Notations.NAME),
          entry("routes.redirect.to", Notations.REDIRECT_TARGET),
          entry("routes.files.root", Notations.EXISTING_FOLDER),
          entry("routes.files.index", Notations.FILE_NAME),
          entry("routes.files.cache-control", Notations.FIELD_VALUE),
          entry("routes.canonical.host", Notations.HOST_AND_PORT),
          entry("routes.match.host", Notations.HOST_PATTERN),
          entry("routes.match.path", Notations.PATH_PATTERN),
          entry("routes.match.methods", Notations.METHOD));

  private static final Map<String, List<String>> RANGES =
      Map.ofEntries(
          entry("limits.request-target", List.of("256B", "1MiB")),
          entry("limits.request-head", List.of("1KiB", "1MiB")),
          entry("limits.request-fields", List.of("10", "10000")),
          entry("limits.response-head", List.of("1KiB", "1MiB")),
          entry("limits.response-field", List.of("256B", "1MiB")),
          entry("limits.response-trailers", List.of("0B", "1MiB")),
          entry("limits.held-answer", List.of("0B", "1MiB")),
          entry("limits.connections", List.of("1", "10000000")),
          entry("limits.client-connections", List.of("1", "10000000")),
          entry("limits.connection-requests", List.of("1", "999999999")),
          entry("limits.streams", List.of("1", "10000")),
          entry("limits.request-rate", List.of("0B", "1GiB")),
          entry("limits.response-rate", List.of("0B", "1GiB")),
          entry("timeouts", List.of("1ms", "7d")),
          entry("drain", List.of("0s", "1h")),
          entry("dns.timeout", List.of("1ms", "1m")),
          entry("access-log.rotate-size", List.of("1KiB", "unlimited")),
          entry("access-log.rotate-every", List.of("1s", "365d")),
          entry("access-log.keep", List.of("1", "10000")),
          entry("services.connections", List.of("1", "65535")),
          entry("services.idle", List.of("1ms", "1h")),
          entry("routes.retry-after", List.of("1s", "30d")),
          entry("routes.timeout", List.of("1ms", "7d")),
          entry("routes.first-byte", List.of("1ms", "7d")));

  private static final Set<String> REQUIRED =
      Set.of(
          "listen.address",
          "listen.tls.certificates.chain",
          "listen.tls.certificates.key",
          "services.origins",
          "services.tls.certificate.chain",
          "services.tls.certificate.key",
          "routes.redirect.to",
          "routes.files.root");
  private static final Set<String> NOT_EMPTY = Set.of("listen", "services.origins");

  /// What of a route is written below `match`, and of which record.
  private static final String MATCH = "match";

  private static final Set<String> MATCHED = Set.of("host", "path", "methods");

  /// The file as a whole.
  static final Shape.Section ROOT = section("", GatewayConfig.DEFAULT);

  private Keys() {}

  private static Shape.Section section(String path, Record sample) {
    Predicate<RecordComponent> matched =
        component -> sample instanceof RouteConfig && MATCHED.contains(component.getName());
    List<RecordComponent> components = Arrays.asList(sample.getClass().getRecordComponents());
    var own = components.stream().filter(matched.negate()).map(one -> key(path, one, sample));
    var group =
        components.stream().filter(matched).map(one -> key(path + MATCH + ".", one, sample));
    List<Key> below = group.toList();
    Stream<Key> match = below.isEmpty() ? Stream.empty() : Stream.of(match(path, below));
    return new Shape.Section(
        sample.getClass(),
        Stream.concat(match, own).toList(),
        WORDS.getOrDefault(sample.getClass(), Map.of()));
  }

  private static Key match(String path, List<Key> below) {
    return new Key(path + MATCH, MATCH, MATCH, new Shape.Group(below), Optional.empty(), false);
  }

  private static Key key(String parent, RecordComponent component, Record sample) {
    String name = kebab(component.getName());
    String path = parent + name;
    boolean required = REQUIRED.contains(path);
    Optional<Object> fallback =
        required || component.getType() == Optional.class
            ? Optional.empty()
            : Optional.of(Components.read(component, sample));
    Shape shape = shape(path, component.getGenericType(), fallback);
    return new Key(path, name, component.getName(), shape, fallback, required);
  }

  private static Shape shape(String path, Type type, Optional<Object> fallback) {
    if (type instanceof ParameterizedType generic) {
      List<Type> arguments = List.of(generic.getActualTypeArguments());
      Shape inner = shape(path, arguments.getLast(), Optional.empty());
      if (generic.getRawType() == List.class) {
        return new Shape.Items(inner, NOT_EMPTY.contains(path));
      }
      return generic.getRawType() == Map.class ? new Shape.Named((Shape.Section) inner) : inner;
    }
    Class<?> plain = (Class<?>) type;
    return plain.isRecord() && !Notations.has(plain)
        ? section(path + ".", fallback.map(Record.class::cast).orElseGet(() -> sample(plain)))
        : new Shape.Scalar(notation(path, plain));
  }

  private static Record sample(Class<?> type) {
    return Optional.ofNullable(SAMPLES.get(type)).orElseThrow();
  }

  private static Notation<?> notation(String path, Class<?> type) {
    Notation<?> notation =
        Optional.<Notation<?>>ofNullable(NOTATIONS.get(path)).orElseGet(() -> Notations.of(type));
    return Stream.of(path, parent(path))
        .filter(RANGES::containsKey)
        .findFirst()
        .map(RANGES::get)
        .<Notation<?>>map(range -> notation.within(range.getFirst(), range.getLast()))
        .orElse(notation);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  private static String kebab(String component) {
    return component.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
