package dev.weir.gateway.record;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// What is counted by name, for a bounded number of names. Names come from the configuration, but a
/// process sees many configurations; those beyond the bound share one place, `(other)`.
///
/// Written by the recorder thread, read by any.
final class BoundedCells<T> {
  static final String OTHER = "(other)";

  private final Map<String, T> byName = new ConcurrentHashMap<>();
  private final int bound;
  private final Supplier<T> fresh;

  BoundedCells(int bound, Supplier<T> fresh) {
    this.bound = bound;
    this.fresh = fresh;
  }

  T of(String name) {
    T known = byName.get(name);
    return known != null ? known : add(name);
  }

  private T add(String name) {
    String kept = byName.size() < bound ? name : OTHER;
    return byName.computeIfAbsent(kept, added -> fresh.get());
  }

  void forEach(BiConsumer<String, T> action) {
    byName.forEach(action);
  }
}
