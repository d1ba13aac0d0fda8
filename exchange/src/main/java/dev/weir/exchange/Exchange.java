package dev.weir.exchange;

import dev.weir.status.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One request and its answer, as it is logged, counted and concluded from. Text that is not there
/// is the empty string: these are made by the million.
///
/// @param start when the first byte of the request was read
/// @param duration until the last byte of the answer was handed to the client's connection
/// @param requestId the id on the answer, in the log and at the origin
/// @param clientRequestId the id that an untrusted client brought along
/// @param traceId W3C trace id, 32 hexadecimal digits
/// @param spanId the gateway's own span in that trace, 16 hexadecimal digits
/// @param clientAddress the address of the client, after trusted hops
/// @param method the request method, as it was sent
/// @param scheme `http` or `https`
/// @param authority host and port that the request was for
/// @param path the path without the query, as it was sent
/// @param query the query without its question mark
/// @param protocol the HTTP version of the client's side: `1.0`, `1.1` or `2`
/// @param userAgent the `User-Agent` field
/// @param referer the `Referer` field
/// @param route the name of the route that matched
/// @param service the name of the service that the route leads to
/// @param status the status code that the client received; 499 if it was gone, 400 for what was no
///   HTTP
/// @param requestBytes size of the request's body
/// @param responseBytes size of the answer's body as sent
/// @param answeredBy who made the answer
/// @param failure what went wrong, if anything did on the gateway's side or behind it; an origin's
///   own error answer is no failure
/// @param wrapped whether the origin's error body was replaced by one in a form that the client
///   reads
/// @param truncated whether the answer ended before it was whole
/// @param attempts each try, in order
/// @param webSocket what passed over the WebSocket that it became, if it did; its duration is then
///   that of the whole WebSocket
public record Exchange(
    Instant start,
    Duration duration,
    String requestId,
    String clientRequestId,
    String traceId,
    String spanId,
    String clientAddress,
    String method,
    String scheme,
    String authority,
    String path,
    String query,
    String protocol,
    String userAgent,
    String referer,
    String route,
    String service,
    int status,
    long requestBytes,
    long responseBytes,
    AnsweredBy answeredBy,
    Optional<Failure> failure,
    boolean wrapped,
    boolean truncated,
    List<Attempt> attempts,
    Optional<WebSocketTraffic> webSocket) {

  /// The status code that says what happened. It is the one that the client received, but where the
  /// client's protocol wants 200 for failures too and says the rest elsewhere: a gRPC call, and the
  /// refusal of an event stream.
  public int trueStatus() {
    if (answeredBy == AnsweredBy.GATEWAY && failure.isPresent()) {
      return failure.get().cause().status();
    }
    return wrapped && status < 500 && !attempts.isEmpty() ? attempts.getLast().status() : status;
  }

  /// Whether the caller did not get what it asked for by somebody else's fault than its own: a 5xx,
  /// or an answer cut short.
  public boolean failed() {
    return trueStatus() >= 500 || truncated;
  }
}
