package dev.weir.gateway.testing;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Copies of records with one component changed, so that a test says only what it is about.
public final class Records {
  private Records() {}

  /// The record with this component changed.
  ///
  /// @throws IllegalArgumentException if it has no such component, or one of another type
  public static <R extends Record> R with(R record, String component, Object value) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    List<Object> values = new ArrayList<>();
    boolean found = false;
    try {
      for (RecordComponent each : components) {
        boolean changed = each.getName().equals(component);
        found |= changed;
        values.add(changed ? value : each.getAccessor().invoke(record));
      }
      if (!found) {
        throw new IllegalArgumentException(
            component + " (expected: a component of " + record.getClass().getSimpleName() + ")");
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      @SuppressWarnings("unchecked") // The class of a record makes records of that class.
      R changed = (R) record.getClass().getDeclaredConstructor(types).newInstance(values.toArray());
      return changed;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(component + ": " + value, e);
    }
  }
}
