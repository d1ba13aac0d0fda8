package dev.weir.gateway;

import dev.weir.exchange.Exchange;

/// Is told of every exchange after it ended. Whoever draws conclusions from traffic is wired in
/// here.
@FunctionalInterface
public interface ExchangeListener {
  /// Called on the recorder thread, in the order in which exchanges of one event loop ended. What
  /// takes long here makes rings overflow; what is thrown is counted and goes no further.
  void finished(Exchange exchange);
}
