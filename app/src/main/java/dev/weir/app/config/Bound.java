package dev.weir.app.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the file says, in the shape of the table but not yet as records, so that values can be
/// checked against each other although others are wrong.
sealed interface Bound {
  /// Where it stands.
  Place place();

  /// A single value.
  record Value(Place place, Object value) implements Bound {}

  /// A list; what was wrong in it is [Broken].
  record Items(Place place, List<Bound> items) implements Bound {}

  /// Keys and what is behind them, in the order of the file; also freely chosen names.
  record Fields(Place place, Map<String, Bound> fields) implements Bound {
    /// What is behind the key, if the key is there.
    Optional<Bound> at(String key) {
      return Optional.ofNullable(fields.get(key));
    }

    /// The value behind the key, if there is one and it is right.
    <T> Optional<T> value(String key, Class<T> type) {
      return at(key)
          .filter(Value.class::isInstance)
          .map(bound -> type.cast(((Value) bound).value()));
    }

    /// The keys of the map or section behind the key; none if it is not there.
    Fields fields(String key) {
      return at(key).orElse(null) instanceof Fields below ? below : new Fields(place, Map.of());
    }

    /// The items of the list behind the key; none if it is not there.
    List<Bound> items(String key) {
      return at(key).orElse(null) instanceof Items list ? list.items() : List.of();
    }
  }

  /// Something that has been reported as a mistake.
  record Broken(Place place) implements Bound {}
}
