package dev.weir.gateway.attempt;

import dev.weir.gateway.http1.BodySink;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.status.Failure;

/// What an attempt tells its exchange, on the event loop of both. After [#end] or [#failed] nothing
/// follows.
public interface AttemptListener extends BodySink {
  /// The attempt goes on over another stream: the origin chose another version of HTTP.
  void carriedBy(OriginStream stream);

  /// A 1xx that is not the answer yet.
  void interim(ResponseHead head);

  /// The answer has begun.
  ///
  /// With status 101 the origin agrees to the upgrade that the request asked for: from then on both
  /// bodies are the bytes of the other protocol. [#end] then tells that the origin sends no more,
  /// while [OriginStream#body] still reaches it until [OriginStream#end] or [OriginStream#cancel].
  ///
  /// @param length of its body in bytes, -1 if only its end will tell
  void response(ResponseHead head, long length);

  /// The attempt ended without an answer, or within it.
  void failed(Failure failure);

  /// Our own code threw where it was told one of these; what it was doing is not done.
  void broke(Throwable bug);

  /// Everything that was there to be read has been handed over.
  void readComplete();

  /// The origin takes bytes again, or takes none for now.
  void originWritable(boolean writable);
}
