package dev.weir.gateway.answer;

import dev.weir.gateway.answer.GatewayAnswer.Field;
import dev.weir.status.GrpcStatus;
import dev.weir.status.Problem;
import dev.weir.status.Retry;
import java.util.ArrayList;
import java.util.List;

/// A failure as fields for a client of gRPC (gRPC `doc/PROTOCOL-HTTP2.md`): all that it reads, in
/// the head of an answer without a body, or behind a body that has begun.
final class GrpcFields {
  private GrpcFields() {}

  /// `grpc-status`; `grpc-message` with the cause and the id to quote, since most clients show
  /// nothing else; and `grpc-retry-pushback-ms` where there is something to say of a retry: how
  /// long to wait, or never to (gRFC A6, "Pushback").
  ///
  /// A call that may have been processed is not forbidden to be retried: whoever writes a retry
  /// policy for a method says by that that it may be repeated.
  static List<Field> of(GrpcStatus status, Problem problem, Retry retry) {
    List<Field> fields = new ArrayList<>(3);
    fields.add(new Field("grpc-status", Integer.toString(status.code())));
    String message = "%s (%s, %s)".formatted(problem.detail(), problem.code(), problem.requestId());
    fields.add(new Field("grpc-message", GrpcStatus.message(message)));
    String pushback = pushback(problem, retry);
    if (!pushback.isEmpty()) {
      fields.add(new Field("grpc-retry-pushback-ms", pushback));
    }
    return fields;
  }

  /// Clients read a number of 32 bits, and take what is none for "never".
  private static String pushback(Problem problem, Retry retry) {
    if (problem.retryAfter().isPresent()) {
      long millis = problem.retryAfter().getAsLong() * 1000;
      return Long.toString(Math.min(millis, Integer.MAX_VALUE));
    }
    return switch (retry) {
      case NO, CONDITIONAL -> "-1";
      case YES, AFTER_DELAY, NOT_APPLICABLE -> "";
    };
  }
}
