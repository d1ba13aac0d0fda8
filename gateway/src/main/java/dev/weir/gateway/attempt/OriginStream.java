package dev.weir.gateway.attempt;

import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBuf;

/// The origin's side of one attempt, whatever HTTP version it speaks: where the request goes. All
/// of it on the event loop.
public interface OriginStream extends AnswerSource {
  /// The attempt's times and how far it got.
  OpenAttempt attempt();

  /// Sends a piece of the request's body, and takes the duty to release it.
  void body(ByteBuf data);

  /// Ends the request; after a 101, what is sent to the origin. A request for an upgrade is whole
  /// without it.
  void end(Fields trailers);

  /// Sends what was given so far.
  void flush();

  /// Whether more of the body should be given.
  boolean writable();
}
