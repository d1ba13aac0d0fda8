package dev.weir.demo.shop;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// A small shop, served by several instances that share its baskets and orders as they would a
/// database. Safe for many threads.
///
/// @param instances the instances, in the order of their numbers
public record Shop(List<ShopInstance> instances) implements Closeable {
  public Shop {
    instances = List.copyOf(instances);
  }

  /// Starts that many instances, each at a free port on loopback.
  public static Shop start(int count) throws IOException {
    ShopRoutes routes = new ShopRoutes(Catalogue.OF_THE_MILL, new Records());
    List<ShopInstance> instances = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      instances.add(new ShopInstance(number, routes::answer));
    }
    return new Shop(instances);
  }

  /// Where the instances listen.
  public List<InetSocketAddress> addresses() {
    return instances.stream().map(ShopInstance::address).toList();
  }

  /// All instances are well again.
  public void recover() throws IOException {
    for (ShopInstance instance : instances) {
      instance.recover();
    }
  }

  @Override
  public void close() {
    instances.forEach(ShopInstance::close);
  }
}
