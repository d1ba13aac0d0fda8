package dev.weir.gateway.edge;

import java.time.Duration;

/// A connection of a client, whatever it speaks. All of it on its event loop.
interface OpenConnection {
  /// Ends after what is under way.
  ///
  /// @param grace how long it may still begin something if nothing is
  void drain(Duration grace);

  /// Ends now: what is under way is answered with the cause, if it still can be.
  void endNow();
}
