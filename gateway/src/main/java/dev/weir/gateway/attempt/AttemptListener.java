package dev.weir.gateway.attempt;

import dev.weir.gateway.message.ResponseHead;

/// What an attempt tells its exchange, on the event loop of both. With status 101 the origin agrees
/// to the upgrade that the request asked for: from then on both bodies are the bytes of the other
/// protocol. [#end] then tells that the origin sends no more, while [OriginStream#body] still
/// reaches it until [OriginStream#end] or [OriginStream#cancel].
public interface AttemptListener extends AnswerListener {
  /// The attempt goes on over another stream: the origin chose another version of HTTP.
  void carriedBy(OriginStream stream);

  /// A 1xx that is not the answer yet.
  void interim(ResponseHead head);

  /// The origin takes bytes again, or takes none for now.
  void originWritable(boolean writable);
}
