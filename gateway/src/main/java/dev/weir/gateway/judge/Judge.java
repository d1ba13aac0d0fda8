package dev.weir.gateway.judge;

import dev.weir.gateway.attempt.OpenAttempt;
import dev.weir.gateway.config.RouteConfig.Errors;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.gateway.route.Route;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import dev.weir.status.Sent;
import java.util.Locale;

/// Decides what an attempt's outcome means for its exchange. Pure: what it needs to know comes in.
public final class Judge {
  private Judge() {}

  /// What to do after an attempt failed.
  ///
  /// The keep-alive race (RFC 9112 section 9.3.1): an origin may close an idle connection at the very
  /// moment at which a request goes out on it. Such an attempt says nothing of the origin, and is
  /// repeated once on a fresh connection where the method allows it or nothing was sent.
  ///
  /// @param begun whether the client has bytes of the answer already
  /// @param replayable whether all of the request that was sent is still at hand
  public static Verdict afterFailure(
      Failure failure, OpenAttempt attempt, Method method, boolean begun, boolean replayable) {
    if (begun) {
      return Verdict.TRUNCATE;
    }
    boolean race =
        attempt.reused()
            && failure.cause() == Cause.CONNECTION_TERMINATED
            && (method.idempotent() || attempt.sent() == Sent.NOT_SENT);
    return race && replayable ? Verdict.REPEAT : Verdict.ANSWER;
  }

  /// Whether an origin's own answer is to be replaced by one in a form that the client reads: a 5xx on
  /// a route with `errors: wrap`, HTML for a client that reads JSON or the reverse.
  public static boolean wraps(Route route, ResponseHead head, String accept) {
    if (route.config().errors() != Errors.WRAP || head.status() < 500) {
      return false;
    }
    String type = head.fields().first(FieldName.CONTENT_TYPE).toLowerCase(Locale.ROOT);
    String wanted = accept.toLowerCase(Locale.ROOT);
    boolean html = type.startsWith("text/html");
    boolean json = type.contains("json");
    boolean readsHtml = wanted.contains("text/html") || wanted.contains("application/xhtml");
    return (html && !readsHtml) || (json && readsHtml && !wanted.contains("json"));
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
