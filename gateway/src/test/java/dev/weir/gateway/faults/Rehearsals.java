package dev.weir.gateway.faults;

import dev.weir.status.Cause;
import dev.weir.status.Sent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The causes of guards and protocols that the gateway does not have yet, so that nothing can bring
/// them about. They are rehearsed: a route answers so on purpose, which is how an operator sees
/// beforehand what callers will see. With each guard or protocol its causes leave this list.
final class Rehearsals {
  /// Exactly these; it can only shrink.
  static final Set<Cause> REHEARSED =
      EnumSet.of(
          // Nothing decodes contents.
          Cause.HTTP_RESPONSE_CONTENT_CODING,
          // No guard.
          Cause.HTTP_REQUEST_DENIED,
          Cause.CLIENT_BLOCKED,
          Cause.RATE_LIMITED,
          Cause.CONCURRENCY_LIMIT,
          Cause.QUEUE_FULL,
          Cause.QUEUE_DEADLINE,
          Cause.BREAKER_OPEN,
          Cause.NO_HEALTHY_ORIGIN,
          Cause.DESTINATION_UNAVAILABLE,
          Cause.RETRY_BUDGET_SPENT);

  private Rehearsals() {}

  static List<Fault> all() {
    return REHEARSED.stream()
        .map(cause ->
            new Fault(
                cause,
                "rehearsed",
                Fault.Ending.ANSWERED,
                true,
                Sent.NOT_SENT,
                stage -> stage.get(GatewayFaults.answering(stage, cause))))
        .toList();
  }
}
