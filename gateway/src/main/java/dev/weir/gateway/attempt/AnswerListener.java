package dev.weir.gateway.attempt;

import dev.weir.gateway.http1.BodySink;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.status.Failure;

/// What is told of an answer, wherever it comes from, on the event loop of its exchange. After
/// [#end] or [#failed] nothing follows.
public interface AnswerListener extends BodySink {
  /// The answer has begun.
  ///
  /// @param length of its body in bytes, -1 if only its end will tell
  void response(ResponseHead head, long length);

  /// There is no answer, or no end of it.
  void failed(Failure failure);

  /// Our own code threw where it was told one of these; what it was doing is not done.
  void broke(Throwable bug);

  /// Everything that was there to be read has been handed over.
  void readComplete();
}
