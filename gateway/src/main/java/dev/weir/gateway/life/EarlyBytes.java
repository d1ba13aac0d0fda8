package dev.weir.gateway.life;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/// What a client sends on its stream behind its request for a WebSocket, before there is one: kept
/// until the origin has agreed, since it must not reach an origin that may yet refuse. As much as
/// the client's window allows. An HTTP/1.1 connection keeps it by itself: there it may as well be
/// the next request.
final class EarlyBytes {
  private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>(2);
  private boolean ended;

  /// Keeps a piece, and takes the duty to release it.
  void keep(ByteBuf data) {
    pieces.add(data);
  }

  /// Notes that the client sends no more.
  void end() {
    ended = true;
  }

  /// Hands all of it over, and with it the duty to release it.
  void drainTo(Tunnel tunnel) {
    for (ByteBuf piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      tunnel.fromClient(piece);
    }
    if (ended) {
      tunnel.clientEnded();
    }
  }

  void release() {
    pieces.forEach(ByteBuf::release);
    pieces.clear();
  }
}
