package dev.weir.gateway.life;

import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.time.Duration;

/// The client's side of one exchange, whatever HTTP version it speaks: where the answer goes. All
/// of it on the event loop.
public interface ClientStream {
  /// Passes a 1xx on, if this client can take one.
  void interim(ResponseHead head);

  /// Begins the answer.
  ///
  /// With status 101 the origin agreed to the upgrade that the client asked for: from then on both
  /// bodies are the bytes of the other protocol, the time limits of a request no longer hold, and
  /// the end of what the client sends is told by [OpenExchange#requestEnd]. The stream then ends
  /// with the later of that and [#end], or with [#truncate].
  ///
  /// @param length of its body in bytes, -1 if only its end will tell
  void head(ResponseHead head, long length, byte[] requestId);

  /// Sends a piece of the answer's body, and takes the duty to release it.
  void body(ByteBuf data);

  /// Ends the answer, sends all of it, and ends the exchange on this side.
  void end(Fields trailers);

  /// Sends a whole answer of the gateway's own, and ends the exchange on this side.
  ///
  /// @param kept fields of the origin's answer that stay
  void answer(GatewayAnswer answer, Fields kept, byte[] requestId);

  /// Ends an answer that has begun in a way that cannot be taken for its end.
  void truncate();

  /// Sends what was given so far.
  void flush();

  /// Whether more of the answer should be given.
  boolean writable();

  /// Lets the request's body come no faster than it is taken.
  void readRequest(boolean wanted);

  /// Sets how long the exchange as a whole may take.
  void limit(Duration time);
}
