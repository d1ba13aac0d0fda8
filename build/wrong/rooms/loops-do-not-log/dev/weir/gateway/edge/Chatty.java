package dev.weir.gateway.edge;

/// Writes from an event loop.
final class Chatty {
  void accepted(String client) {
    System.err.println(client);
  }
}
