package dev.weir.gateway.life;

import dev.weir.gateway.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A small answer that is kept until it is whole.
final class HeldAnswer {
  private final ResponseHead head;
  private final long length;
  private final List<ByteBuf> pieces = new ArrayList<>(2);
  private long size;

  HeldAnswer(ResponseHead head, long length) {
    this.head = head;
    this.length = length;
  }

  ResponseHead head() {
    return head;
  }

  long length() {
    return length;
  }

  /// Keeps a piece, and takes the duty to release it.
  void add(ByteBuf data) {
    size += data.readableBytes();
    pieces.add(data);
  }

  /// Bytes that are kept.
  long size() {
    return size;
  }

  /// Hands all pieces over, and with them the duty to release them.
  void drainTo(Consumer<ByteBuf> taker) {
    pieces.forEach(taker);
    pieces.clear();
  }

  void release() {
    drainTo(ByteBuf::release);
  }
}
