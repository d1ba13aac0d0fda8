package dev.weir.gateway.record;

import dev.weir.exchange.Exchange;

/// What an event loop hands over when an exchange ended: no longer changed by the loop from then
/// on.
@FunctionalInterface
public interface Recordable {
  /// Tells of the exchange. Called once, on the recorder thread.
  Exchange toExchange();
}
