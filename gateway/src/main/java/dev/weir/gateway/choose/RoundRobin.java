package dev.weir.gateway.choose;

import dev.weir.gateway.attempt.OriginPool;
import java.util.List;

/// The origins of a service in turn, for one event loop.
public final class RoundRobin {
  private final List<OriginPool> pools;
  private int next;

  /// @param first where to begin, so that the loops do not go in step
  public RoundRobin(List<OriginPool> pools, int first) {
    this.pools = List.copyOf(pools);
    this.next = first;
  }

  /// The origin for the next exchange.
  public OriginPool choose() {
    OriginPool pool = pools.get(Math.floorMod(next, pools.size()));
    next++;
    return pool;
  }
}
