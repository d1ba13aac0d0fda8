package dev.weir.gateway.edge;

import java.time.Duration;

/// A client's connection as the end of the gateway sees it. On its event loop.
interface OpenConnection {
  /// Ends after the exchange under way, or soon if there is none.
  ///
  /// @param grace how long an idle one may still begin an exchange, which then is its last
  void drain(Duration grace);

  /// Ends now: what is under way is answered with the cause, if it still can be.
  void endNow();
}
