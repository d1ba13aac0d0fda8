package dev.weir.gateway.life;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.route.Ending;
import dev.weir.gateway.route.Route;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.time.Duration;
import java.util.Optional;

/// What a request has to be before it is sent to an origin.
final class Entrance {
  private static final int MOST_HOPS = 1_000_000_000;

  private static final String GRPC_TIMEOUT = "grpc-timeout";
  private static final byte[] GRPC = Ascii.bytes("application/grpc");

  private Entrance() {}

  /// Refuses what this route does not take.
  ///
  /// @param bodyLength bytes of the body, -1 if only its end will tell
  static void check(RequestHead head, Route route, long bodyLength) throws FailureException {
    checkExpectation(head);
    if (bodyLength > route.requestBody()) {
      throw new FailureException(
          Cause.REQUEST_BODY_TOO_LARGE,
          bodyLength + " bytes (expected: at most " + route.requestBody() + ")");
    }
  }

  /// How long the exchange may take: what its route says, or what a gRPC client is ready to wait,
  /// if that is less.
  static Duration limit(RequestHead head, Route route) {
    Duration longest = route.timeout();
    return waits(head).filter(wait -> wait.compareTo(longest) < 0).orElse(longest);
  }

  /// Whose that limit is, for the log.
  static String limitEvidence(RequestHead head, Route route) {
    return limit(head, route).equals(route.timeout())
        ? "limit of the route"
        : "grpc-timeout: " + head.fields().value(GRPC_TIMEOUT).orElse("") + " from the client";
  }

  private static Optional<Duration> waits(RequestHead head) {
    return head.fields().firstStartsWith(FieldName.CONTENT_TYPE, GRPC)
        ? head.fields().value(GRPC_TIMEOUT).flatMap(GrpcTimeout::parse)
        : Optional.empty();
  }

  /// Whether it asks about the server as a whole (RFC 9110 section 9.3.7).
  static boolean isServerWide(RequestHead head) {
    return head.method() == Method.OPTIONS && head.fields().text()[head.pathFrom()] == '*';
  }

  /// What `Max-Forwards` leaves, or -1: it counts for OPTIONS and TRACE only (RFC 9110 section
  /// 7.6.2).
  static int hopsLeft(RequestHead head) {
    boolean counts = head.method() == Method.OPTIONS || head.method() == Method.TRACE;
    if (!counts || !head.fields().has(FieldName.MAX_FORWARDS)) {
      return -1;
    }
    String hops = head.fields().first(FieldName.MAX_FORWARDS);
    if (!hops.matches("[0-9]+")) {
      return -1;
    }
    return hops.length() > 9 ? MOST_HOPS : Integer.parseInt(hops);
  }

  private static void checkExpectation(RequestHead head) throws FailureException {
    if (head.fields().has(FieldName.EXPECT)) {
      String expectation = head.fields().joined(FieldName.EXPECT);
      if (!expectation.equalsIgnoreCase("100-continue")) {
        throw new FailureException(
            Cause.EXPECTATION_FAILED, "Expect: " + expectation + " (expected: 100-continue)");
      }
    }
  }

  /// What a route answers on purpose.
  static FailureException onPurpose(Route route, Ending.OnPurpose answer) {
    String evidence = "route " + route.name() + " answers so on purpose";
    Failure failure = Failure.of(answer.cause(), evidence);
    return new FailureException(answer.retryAfter().map(failure::withRetryAfter).orElse(failure));
  }

  /// Refuses what cannot be done with a file.
  ///
  /// @param allow the methods that can
  static void checkFileMethod(Method method, String allow) throws FailureException {
    if (method != Method.GET && method != Method.HEAD) {
      String evidence = method.token() + " of a file (expected: " + allow + ")";
      throw new FailureException(
          Failure.of(Cause.METHOD_NOT_ALLOWED, evidence).with("allow", allow));
    }
  }
}
