package dev.weir.gateway.attempt;

import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What of a request's body comes before there is a connection to send it on.
final class EarlyBody {
  private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>(0);
  private @Nullable Fields end;

  /// Takes the duty to release it.
  void body(ByteBuf data) {
    pieces.add(data);
  }

  void end(Fields trailers) {
    end = trailers;
  }

  void sendTo(OriginStream stream) {
    for (ByteBuf piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      stream.body(piece);
    }
    Fields trailers = end;
    if (trailers != null) {
      end = null;
      stream.end(trailers);
    }
  }

  void discard() {
    pieces.forEach(ByteBuf::release);
    pieces.clear();
  }
}
