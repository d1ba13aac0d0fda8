package dev.weir.gateway.edge;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.Optional;

/// What is known of a client's connection before it sends anything of its own.
///
/// @param excess over which limit it is, or the empty string
/// @param announced the client's address, if a PROXY protocol header names one
/// @param encrypted whether that says that the client came over TLS
record Arrival(String excess, Optional<InetSocketAddress> announced, boolean encrypted) {
  private static final AttributeKey<Arrival> KEY = AttributeKey.valueOf(Arrival.class, "arrival");

  /// Notes this about a connection.
  void at(Channel channel) {
    channel.attr(KEY).set(this);
  }

  /// What is noted about a connection.
  static Arrival of(Channel channel) {
    Arrival known = channel.attr(KEY).get();
    return known == null ? new Arrival("", Optional.empty(), false) : known;
  }
}
