package dev.weir.gateway.life;

import dev.weir.exchange.AnsweredBy;
import dev.weir.exchange.Attempt;
import dev.weir.exchange.Exchange;
import dev.weir.exchange.WebSocketTraffic;
import dev.weir.gateway.attempt.OpenAttempt;
import dev.weir.gateway.identify.Identity;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.record.Recordable;
import dev.weir.gateway.route.Route;
import dev.weir.status.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is written down of an exchange while it is under way. Its event loop writes; once it is in
/// the ring nothing changes it, and the recorder's thread makes an [Exchange] of it.
final class ExchangeRecord implements Recordable {
  private final RequestHead head;
  private final boolean readable;
  private final Identity identity;
  private final long started = System.nanoTime();
  private long startedWall;
  private long finished;

  @Nullable Route route;
  @Nullable Failure failure;
  @Nullable WebSocketTraffic webSocket;
  List<OpenAttempt> attempts = List.of();
  AnsweredBy answeredBy = AnsweredBy.NOBODY;
  int status;
  long requestBytes;
  long responseBytes;
  boolean wrapped;
  boolean truncated;

  /// @param readable whether the head is what the client sent; if not, it stands for something that
  ///   was no request
  ExchangeRecord(RequestHead head, boolean readable, Identity identity) {
    this.head = head;
    this.readable = readable;
    this.identity = identity;
  }

  void add(OpenAttempt attempt) {
    if (attempts.isEmpty()) {
      attempts = List.of(attempt);
    } else {
      attempts = new ArrayList<>(attempts);
      attempts.add(attempt);
    }
  }

  /// Notes the end.
  ///
  /// @param wallOffset what makes nanoseconds since 1970 of a reading of [System#nanoTime]
  void finish(long wallOffset) {
    finished = System.nanoTime();
    startedWall = started + wallOffset;
  }

  /// The id to quote.
  String requestId() {
    return text(identity.requestId());
  }

  /// The path that was asked for, or the empty string.
  String path() {
    return readable ? head.path() : "";
  }

  @Override
  public Exchange toExchange() {
    Fields fields = head.fields();
    Route route = this.route;
    return new Exchange(
        Instant.ofEpochSecond(startedWall / 1_000_000_000, startedWall % 1_000_000_000),
        Duration.ofNanos(finished - started),
        requestId(),
        identity.clientRequestId(),
        text(identity.trace().traceId()),
        text(identity.trace().spanId()),
        identity.clientAddress(),
        readable ? head.method().token() : "",
        identity.scheme(),
        head.authority(),
        path(),
        readable ? head.query() : "",
        head.protocol(),
        fields.first(FieldName.USER_AGENT),
        fields.first(FieldName.REFERER),
        route == null ? "" : route.name(),
        route == null ? "" : route.config().service().orElse(""),
        status,
        requestBytes,
        responseBytes,
        answeredBy,
        Optional.ofNullable(failure),
        wrapped,
        truncated,
        recordedAttempts(),
        Optional.ofNullable(webSocket));
  }

  private List<Attempt> recordedAttempts() {
    return attempts.size() == 1
        ? List.of(attempts.getFirst().toAttempt())
        : attempts.stream().map(OpenAttempt::toAttempt).toList();
  }

  private static String text(byte[] ascii) {
    return Ascii.text(ascii, 0, ascii.length);
  }
}
