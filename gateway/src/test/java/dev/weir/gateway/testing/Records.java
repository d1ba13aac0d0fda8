package dev.weir.gateway.testing;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Copies of records with one component changed, so that a test says only what it is about.
public final class Records {
  private Records() {}

  /// The record with this component changed.
  ///
  /// @throws IllegalArgumentException if it has no such component, or one of another type
  public static <R extends Record> R with(R record, String component, Object value) {
    return with(record, Map.of(component, value));
  }

  /// The record with these components changed at once.
  ///
  /// @throws IllegalArgumentException if it has no such component, or one of another type
  public static <R extends Record> R with(R record, Map<String, Object> changes) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Map<String, Object> left = new HashMap<>(changes);
    List<Object> values = new ArrayList<>();
    try {
      for (RecordComponent each : components) {
        Object value = left.remove(each.getName());
        values.add(value == null ? each.getAccessor().invoke(record) : value);
      }
      if (!left.isEmpty()) {
        throw new IllegalArgumentException(
            left.keySet() + " (expected: components of " + record.getClass().getSimpleName() + ")");
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      @SuppressWarnings("unchecked") // The class of a record makes records of that class.
      R changed = (R) record.getClass().getDeclaredConstructor(types).newInstance(values.toArray());
      return changed;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(String.valueOf(changes), e);
    }
  }
}
