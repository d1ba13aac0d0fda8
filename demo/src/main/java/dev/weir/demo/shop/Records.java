package dev.weir.demo.shop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The baskets and orders of all instances; the oldest are forgotten, so that a demo may run for
/// days. Safe for many threads.
final class Records {
  private static final int KEPT = 5_000;

  // Both guarded by this.
  private final Map<String, Map<Integer, Integer>> baskets = new Bounded<>();
  private final Map<String, Order> orders = new Bounded<>();
  private long lastOrder = 1000;

  /// What is in a basket: quantities by item. One that nobody has filled is empty.
  synchronized Map<Integer, Integer> basket(String id) {
    return new TreeMap<>(baskets.getOrDefault(id, Map.of()));
  }

  /// Sets the quantity of an item: the same again changes nothing.
  synchronized void put(String basket, int item, int quantity) {
    baskets.computeIfAbsent(basket, id -> new TreeMap<>()).put(item, quantity);
  }

  synchronized void empty(String basket) {
    baskets.remove(basket);
  }

  /// Makes a new order each time.
  synchronized Order order(int item, int quantity) {
    Order order = new Order(Long.toString(++lastOrder), item, quantity);
    orders.put(order.id(), order);
    return order;
  }

  /// Makes the order of that id, or finds it made; says which by whether it was there before.
  synchronized boolean order(Order order) {
    return orders.putIfAbsent(order.id(), order) != null;
  }

  synchronized Optional<Order> order(String id) {
    return Optional.ofNullable(orders.get(id));
  }

  record Order(String id, int item, int quantity) {}

  private static final class Bounded<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > KEPT;
    }
  }
}
