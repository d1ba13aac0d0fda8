package dev.weir.gateway.judge;

import dev.weir.gateway.message.Method;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import dev.weir.status.Sent;

/// Decides what an attempt's outcome means for its exchange. Pure: what it needs to know comes in.
public final class Judge {
  private Judge() {}

  /// What to do after an attempt failed.
  ///
  /// The keep-alive race (RFC 9112 section 9.3.1): an origin may close an idle connection at the
  /// very moment at which a request goes out on it. Such an attempt says nothing of the origin, and
  /// is repeated once on a fresh connection where the method allows it. So is one of any method
  /// that the origin did not begin to process: nothing was sent, or it refused the stream (RFC 9113
  /// section 8.7).
  ///
  /// @param failure how the attempt ended, and whether its request was sent
  /// @param reused whether it went out on a connection that had carried others
  /// @param begun whether the client has bytes of the answer already
  /// @param replayable whether all of the request that was sent is still at hand
  public static Verdict afterFailure(
      Failure failure, boolean reused, Method method, boolean begun, boolean replayable) {
    if (begun) {
      return Verdict.TRUNCATE;
    }
    boolean race =
        failure.cause() == Cause.CONNECTION_TERMINATED
            && (failure.sent() == Sent.NOT_SENT || (reused && method.idempotent()));
    return race && replayable ? Verdict.REPEAT : Verdict.ANSWER;
  }

  /// What is done next.
  public enum Verdict {
    /// The attempt is repeated on a fresh connection.
    REPEAT,
    /// The gateway answers with the failure.
    ANSWER,
    /// The answer had begun: it ends as truncated as it is.
    TRUNCATE
  }
}
