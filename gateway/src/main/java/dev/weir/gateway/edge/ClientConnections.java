package dev.weir.gateway.edge;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The connections of clients on one event loop.
public final class ClientConnections {
  private final Crowd crowd;
  private final Set<OpenConnection> open = new HashSet<>();
  private boolean draining;
  private Duration grace = Duration.ZERO;

  /// @param crowd the connections on all event loops
  public ClientConnections(Crowd crowd) {
    this.crowd = crowd;
  }

  Crowd crowd() {
    return crowd;
  }

  /// Lets every connection end after what it has under way.
  ///
  /// @param grace how long an idle one may still begin an exchange, which then is its last
  public void drain(Duration grace) {
    draining = true;
    this.grace = grace;
    List.copyOf(open).forEach(connection -> connection.drain(grace));
  }

  /// Ends every connection now.
  public void endNow() {
    List.copyOf(open).forEach(OpenConnection::endNow);
  }

  public boolean isEmpty() {
    return open.isEmpty();
  }

  void add(OpenConnection connection) {
    open.add(connection);
    if (draining) {
      connection.drain(grace);
    }
  }

  void remove(OpenConnection connection) {
    open.remove(connection);
  }
}
