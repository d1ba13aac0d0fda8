package dev.weir.gateway.http2;

/// What a session tells of its connection, on the event loop.
public interface SessionListener {
  /// The peer opens a stream; its field block follows at once. Asked of servers only.
  Stream opened();

  /// A field block has begun and is not whole yet.
  void blockBegun();

  /// A stream is over.
  void forgotten(Stream stream);

  /// The peer has said what it takes.
  ///
  /// @param first whether it had not before
  void settled(boolean first);

  /// The peer lets the connection end; the streams that it did not take are reset already.
  void goneAway(ErrorCode code);

  /// The peer did what ends the connection. Every stream is reset, and the peer has been told.
  void broken(ErrorCode code, String evidence);
}
