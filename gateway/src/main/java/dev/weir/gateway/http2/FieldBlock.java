package dev.weir.gateway.http2;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// A field block that is being received: HEADERS and what CONTINUATION frames follow (RFC 9113
/// section 4.3). Bounded in bytes and in frames, since nothing can be answered before its end.
final class FieldBlock {
  private static final int MOST_CONTINUATIONS = 64;
  private static final int KEPT = 4096;

  private final int mostBytes;
  private byte[] bytes = new byte[0];
  private int length;
  private int stream;
  private boolean ends;
  private int continuations;

  /// @param mostBytes largest block
  FieldBlock(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// The stream whose block is not whole yet; 0 if there is none.
  int stream() {
    return stream;
  }

  /// Whether its message ends with it.
  boolean ends() {
    return ends;
  }

  void begin(int stream, boolean ends) {
    this.stream = stream;
    this.ends = ends;
    length = 0;
    continuations = 0;
  }

  void continued() throws ConnectionException {
    if (++continuations > MOST_CONTINUATIONS) {
      throw calm("more than " + MOST_CONTINUATIONS + " CONTINUATION frames in one field block");
    }
  }

  void add(ByteBuf fragment) throws ConnectionException {
    int more = fragment.readableBytes();
    if (length + more > mostBytes) {
      throw calm("a field block of more than " + mostBytes + " bytes");
    }
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(512, Math.max(bytes.length * 2, length + more)));
    }
    fragment.readBytes(bytes, length, more);
    length += more;
  }

  /// It is whole.
  void end() {
    stream = 0;
  }

  void decode(HpackDecoder decoder, FieldSection section) throws ConnectionException {
    try {
      decoder.decode(bytes, 0, length, section);
    } catch (HpackException e) {
      throw new ConnectionException(ErrorCode.COMPRESSION_ERROR, String.valueOf(e.getMessage()));
    } finally {
      bytes = bytes.length > KEPT ? new byte[0] : bytes;
    }
  }

  private static ConnectionException calm(String evidence) {
    return new ConnectionException(ErrorCode.ENHANCE_YOUR_CALM, evidence);
  }
}
