package dev.weir.gateway.compress;

import io.netty.buffer.ByteBuf;

/// Puts a content coding on one body. On one event loop; its memory is outside the heap and is
/// given back by [Encoders#give].
public interface Encoder {
  /// Takes a piece of the body, all of it, and leaves the duty to release it with the caller. What
  /// comes out at once is appended.
  void encode(ByteBuf piece, ByteBuf out);

  /// Appends what is needed to decode everything that was taken so far.
  void flush(ByteBuf out);

  /// Appends the rest and the end of the coding.
  void finish(ByteBuf out);

  /// Makes it ready for another body, whatever became of this one.
  ///
  /// @return whether that is possible; if not, it is closed
  boolean reset();

  /// Gives its memory back.
  void close();
}
