package dev.weir.gateway.http1;

import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBuf;

/// Receives a body as it is read.
public interface BodySink {
  /// A piece of the body, and with it the duty to release it.
  void body(ByteBuf data);

  /// The end of the message.
  void end(Fields trailers);
}
