package dev.weir.gateway.attempt;

import dev.weir.status.Failure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;

/// A connection to an origin that is on its way, whatever it will speak. On the event loop.
interface Connecting extends ChannelHandler {
  /// The socket that is being connected.
  void connecting(Channel channel);

  /// Whether it has to speak HTTP/1.1, whatever else the origin would: for a WebSocket, which few
  /// take over HTTP/2.
  boolean onlyHttp1();

  /// Whether nobody waits for it any more.
  boolean abandoned();

  /// It is there, and encrypted where it has to be.
  void connected(Channel channel);

  /// It does not come about. Told in a turn of its own, since whoever opened a stream on it may not
  /// have that yet.
  void refuse(Failure failure);
}
