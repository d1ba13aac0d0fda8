package dev.weir.gateway.http2;

/// What a peer may send.
///
/// @param headBytes largest field section, counted as HTTP/1 would send it
/// @param fields most fields in one
/// @param streams most streams that it may have open
public record SessionLimits(int headBytes, int fields, int streams) {
  /// Largest compressed field block. What is larger decompresses to more than is allowed anyway,
  /// even if every byte of it were wasted on codes of five bytes.
  int blockBytes() {
    return 2 * headBytes + 4096;
  }
}
