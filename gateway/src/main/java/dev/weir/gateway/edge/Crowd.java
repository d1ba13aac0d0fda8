package dev.weir.gateway.edge;

import dev.weir.gateway.config.LimitsConfig;
import io.netty.channel.Channel;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How many connections clients have: in all, and each. Shared by all event loops, which come here
/// when a connection begins and when it ends; counted by compare-and-set.
///
/// A client is an IPv4 address or a /64 of IPv6, since whoever has one address of that has them
/// all.
public final class Crowd {
  // An entry whose count is this is about to be removed, and counts nobody any more.
  private static final int DEAD = -1;

  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentHashMap<Long, AtomicInteger> each = new ConcurrentHashMap<>();
  private final Refusals refusals = new Refusals();

  /// What was refused.
  public Refusals refusals() {
    return refusals;
  }

  /// Clients that have connections.
  int clients() {
    return each.size();
  }

  /// Counts this connection until it is closed.
  ///
  /// @return what is wrong with it, or the empty string
  String enter(Channel channel, LimitsConfig limits) {
    int now = all.incrementAndGet();
    channel.closeFuture().addListener(closed -> all.decrementAndGet());
    return now <= limits.connections()
        ? ""
        : now + " connections in all (expected: at most " + limits.connections() + ")";
  }

  /// Counts this connection as one of this client until it is closed.
  ///
  /// @return what is wrong with it, or the empty string
  String enter(Channel channel, InetAddress client, LimitsConfig limits) {
    Long key = key(client);
    int now = increment(key);
    channel.closeFuture().addListener(closed -> decrement(key));
    return now <= limits.clientConnections()
        ? ""
        : "%d connections of %s (expected: at most %d)"
            .formatted(now, client.getHostAddress(), limits.clientConnections());
  }

  private int increment(Long key) {
    while (true) {
      AtomicInteger count = each.computeIfAbsent(key, absent -> new AtomicInteger());
      int now = count.get();
      if (now != DEAD && count.compareAndSet(now, now + 1)) {
        return now + 1;
      }
      if (now == DEAD) {
        each.remove(key, count);
      }
    }
  }

  private void decrement(Long key) {
    AtomicInteger count = each.get(key);
    if (count != null && count.decrementAndGet() == 0 && count.compareAndSet(0, DEAD)) {
      each.remove(key, count);
    }
  }

  private static Long key(InetAddress client) {
    ByteBuffer address = ByteBuffer.wrap(client.getAddress());
    return client instanceof Inet4Address ? (long) address.getInt() : address.getLong();
  }
}
