package dev.weir.app.config;

import dev.weir.gateway.config.GatewayConfig;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values without a mistake to records, with the default for everything that the file leaves out.
final class Assembly {
  private Assembly() {}

  /// The configuration. Where there is one service and no route, every request goes to that
  /// service.
  ///
  /// @throws IllegalArgumentException if a record refuses its values
  static GatewayConfig of(Bound.Fields root) {
    var fields = new LinkedHashMap<>(root.fields());
    if (root.items("routes").isEmpty()) {
      String only = root.fields("services").fields().keySet().iterator().next();
      Bound service = new Bound.Value(root.place(), only);
      Bound route = new Bound.Fields(root.place(), Map.of("service", service));
      fields.put("routes", new Bound.Items(root.place(), List.of(route)));
    }
    return (GatewayConfig) make(Keys.ROOT, new Bound.Fields(root.place(), fields));
  }

  private static Object make(Shape shape, Bound bound) {
    return switch (shape) {
      case Shape.Scalar scalar -> ((Bound.Value) bound).value();
      case Shape.Items items -> list(items, (Bound.Items) bound);
      case Shape.Named named -> map(named, (Bound.Fields) bound);
      case Shape.Section section ->
          bound instanceof Bound.Value(Place _, Object word)
              ? word
              : record(section, (Bound.Fields) bound);
      case Shape.Group group ->
          throw new IllegalArgumentException("a group makes nothing by itself");
    };
  }

  private static List<Object> list(Shape.Items shape, Bound.Items bound) {
    var list = new ArrayList<>();
    bound.items().forEach(item -> list.add(make(shape.item(), item)));
    return list;
  }

  private static Map<String, Object> map(Shape.Named shape, Bound.Fields bound) {
    var map = new LinkedHashMap<String, Object>();
    bound.fields().forEach((name, below) -> map.put(name, make(shape.section(), below)));
    return map;
  }

  private static Record record(Shape.Section section, Bound.Fields fields) {
    var values = new LinkedHashMap<String, Object>();
    fill(section.keys(), fields, values);
    return Components.make(section.type(), component -> value(component, values));
  }

  private static Object value(RecordComponent component, Map<String, Object> values) {
    Optional<Object> value = Optional.ofNullable(values.get(component.getName()));
    return component.getType() == Optional.class ? value : value.orElseThrow();
  }

  private static void fill(List<Key> keys, Bound.Fields fields, Map<String, Object> values) {
    for (Key key : keys) {
      if (key.shape() instanceof Shape.Group group) {
        fill(group.keys(), fields.fields(key.name()), values);
      } else {
        fields
            .at(key.name())
            .map(bound -> make(key.shape(), bound))
            .or(key::fallback)
            .ifPresent(value -> values.put(key.component(), value));
      }
    }
  }
}
