package dev.weir.gateway.http2;

/// The streams that were reset from here last: what still comes for them was sent before the peer
/// knew, and is no mistake of its (RFC 9113 section 5.4.2).
final class RecentResets {
  private final int[] streams = new int[128];
  private int count;

  void add(int stream) {
    streams[count++ % streams.length] = stream;
  }

  boolean contains(int stream) {
    for (int recent : streams) {
      if (recent == stream) {
        return true;
      }
    }
    return false;
  }
}
