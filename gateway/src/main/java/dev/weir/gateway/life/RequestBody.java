package dev.weir.gateway.life;

import dev.weir.gateway.attempt.OriginStream;
import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was sent of a request's body, kept in case it has to be sent again: up to 64 KiB, and only
/// until the answer begins.
final class RequestBody {
  private static final int MOST = 1 << 16;

  private List<ByteBuf> pieces = List.of();
  private int size;
  private boolean whole = true;
  private @Nullable Fields trailers;

  /// Keeps a second hold of the data, if there is room.
  void keep(ByteBuf data) {
    size += data.readableBytes();
    if (!whole || size > MOST) {
      release();
      return;
    }
    if (pieces.isEmpty()) {
      pieces = new ArrayList<>(2);
    }
    pieces.add(data.retainedDuplicate());
  }

  void ended(Fields trailers) {
    this.trailers = trailers;
  }

  /// Whether everything that was sent is still here.
  boolean whole() {
    return whole;
  }

  /// Sends again what was sent.
  void replayTo(OriginStream origin) {
    for (ByteBuf piece : pieces) {
      origin.body(piece.retainedDuplicate());
    }
    if (trailers != null) {
      origin.end(trailers);
    }
    origin.flush();
  }

  /// Lets go of it.
  void release() {
    whole = false;
    pieces.forEach(ByteBuf::release);
    pieces = List.of();
  }
}
