package dev.weir.app.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Function;

/// Reads and makes records without knowing them.
final class Components {
  private Components() {}

  /// The value of one component.
  static Object read(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " (expected: a public record)", e);
    }
  }

  /// The value of the component with this name.
  static Object read(String name, Record of) {
    return Arrays.stream(of.getClass().getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .map(component -> read(component, of))
        .findFirst()
        .orElseThrow();
  }

  /// A record of this type.
  ///
  /// @throws IllegalArgumentException as the record's own constructor does
  static Record make(Class<? extends Record> type, Function<RecordComponent, Object> value) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getConstructor(types).newInstance(Arrays.stream(components).map(value).toArray());
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof IllegalArgumentException own
          ? own
          : new IllegalStateException(type + " (expected: it can be made)", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " (expected: a public record)", e);
    }
  }
}
