package dev.weir.app.config;

import dev.weir.gateway.config.GatewayConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// A configuration as a file would say it, every default written out. Reading it gives an equal
/// configuration.
public final class EffectiveConfiguration {
  private EffectiveConfiguration() {}

  /// As a file.
  public static String yaml(GatewayConfig config) {
    var settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(tree(config));
  }

  /// As maps, lists, texts and numbers.
  public static Map<String, Object> tree(GatewayConfig config) {
    return section(Keys.ROOT.keys(), config);
  }

  /// An address, as the file would say it.
  public static String address(InetSocketAddress address) {
    return Notations.ADDRESS.print().apply(address);
  }

  /// A duration, as the file would say it.
  public static String duration(Duration duration) {
    return Notations.DURATION.print().apply(duration);
  }

  private static Map<String, Object> section(List<Key> keys, Record record) {
    var map = new LinkedHashMap<String, Object>();
    for (Key key : keys) {
      if (key.shape() instanceof Shape.Group group) {
        map.put(key.name(), section(group.keys(), record));
      } else {
        Object value = Components.read(key.component(), record);
        Optional<?> present = value instanceof Optional<?> maybe ? maybe : Optional.of(value);
        present.ifPresent(it -> map.put(key.name(), written(key.shape(), it)));
      }
    }
    return map;
  }

  /// A value of this shape, as it would be written.
  static Object written(Shape shape, Object value) {
    return switch (shape) {
      case Shape.Scalar scalar -> scalar(scalar.notation(), value);
      case Shape.Items items ->
          ((List<?>) value).stream().map(item -> written(items.item(), item)).toList();
      case Shape.Named named -> named(named, (Map<?, ?>) value);
      case Shape.Section section -> section(section.keys(), (Record) value);
      case Shape.Group group -> section(group.keys(), (Record) value);
    };
  }

  private static Map<String, Object> named(Shape.Named shape, Map<?, ?> value) {
    var map = new LinkedHashMap<String, Object>();
    value.forEach((name, below) -> map.put((String) name, written(shape.section(), below)));
    return map;
  }

  @SuppressWarnings("unchecked") // The table gives each component the notation of its type.
  private static <T> Object scalar(Notation<T> notation, Object value) {
    boolean asItIs = value instanceof Integer || value instanceof Boolean;
    return asItIs ? value : notation.print().apply((T) value);
  }
}
