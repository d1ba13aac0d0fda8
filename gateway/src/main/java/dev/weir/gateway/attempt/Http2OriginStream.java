package dev.weir.gateway.attempt;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.gateway.http1.BodyRules;
import dev.weir.gateway.http2.DeclaredLength;
import dev.weir.gateway.http2.ErrorCode;
import dev.weir.gateway.http2.FieldSection;
import dev.weir.gateway.http2.Session;
import dev.weir.gateway.http2.Stream;
import dev.weir.gateway.loop.Deadline;
import dev.weir.gateway.loop.Loop;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One attempt on an HTTP/2 connection: waiting for it, sending, waiting for the answer, reading.
///
/// Long because it is both ends of a bridge: what the exchange sends, and what the session tells of
/// the answer.
final class Http2OriginStream extends Stream implements OriginStream {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final Fields NO_FIELDS = new Fields(new byte[0], 0);

  private final OriginPool pool;
  private final OpenAttempt attempt;
  private final OriginRequest request;
  private final LimitsConfig limits;
  private final TimeoutsConfig timeouts;
  private final BodyRules rules;
  private final Deadline deadline;
  private final EarlyBody early;

  // None once the attempt is over.
  private @Nullable AttemptListener listener;
  private @Nullable Session session;
  private boolean requestEnded;
  private boolean answering;
  private boolean webSocket;
  private long expected = DeclaredLength.NONE;
  private long received;
  private Cause onExpiry = Cause.HTTP_RESPONSE_TIMEOUT;

  Http2OriginStream(
      OriginPool pool,
      Loop loop,
      OpenAttempt attempt,
      AttemptListener listener,
      OriginRequest request,
      EarlyBody early) {
    this.pool = pool;
    this.attempt = attempt;
    this.listener = listener;
    this.request = request;
    this.early = early;
    this.limits = pool.limits();
    this.timeouts = pool.timeouts();
    this.rules = new BodyRules.OfResponse(limits);
    this.deadline = new Deadline(loop.wheel(), () -> guarded(this::expired));
  }

  // ---- the request ----

  /// The connection is there: sends what came meanwhile.
  ///
  /// @param fresh whether the connection was made for this attempt
  void open(Session session, boolean fresh) {
    if (listener == null) {
      return;
    }
    this.session = session;
    if (fresh) {
      attempt.connected();
    }
    boolean noBody = request.bodyLength() == 0 && !upgrades();
    Http2RequestWriter.write(session.newBlock(), request, pool.origin(), pool.service().host());
    session.open(this, noBody);
    attempt.sentSome();
    if (noBody) {
      requestEnded = true;
      await(Cause.HTTP_RESPONSE_TIMEOUT, request.firstByte());
    } else if (request.head().expectsContinue() || upgrades()) {
      await(Cause.HTTP_RESPONSE_TIMEOUT, request.firstByte());
    }
    early.sendTo(this);
    session.flush();
    if (listener != null && fresh) {
      listener.originWritable(takesMore());
    }
  }

  /// Whether it is to become a WebSocket.
  boolean upgrades() {
    return !request.head().upgrade().isEmpty();
  }

  /// It cannot be opened before the origin has said what it takes.
  void awaitSettings() {
    await(Cause.HTTP_RESPONSE_TIMEOUT, request.firstByte());
  }

  /// The attempt ends before it was opened.
  void refuse(Failure failure) {
    guarded(() -> fail(failure));
  }

  /// TLS failed, which ends the attempt unless it has an answer that only breaks off.
  ///
  /// @param unsent whether the origin did not even let the connection in
  void tlsFailed(Failure failure, boolean unsent) {
    if (unsent) {
      attempt.unsent();
    }
    if (!attempt.begun()) {
      refuse(failure);
    }
  }

  boolean over() {
    return listener == null;
  }

  @Override
  public OpenAttempt attempt() {
    return attempt;
  }

  @Override
  public void body(ByteBuf data) {
    if (listener == null) {
      data.release();
    } else if (session == null) {
      early.body(data);
    } else {
      sending();
      session.data(this, data);
      awaitTaken();
    }
  }

  // While the body comes, however slowly, it is not the origin who is waited for.
  private void sending() {
    if (!answering && onExpiry == Cause.HTTP_RESPONSE_TIMEOUT) {
      deadline.disarm();
    }
  }

  @Override
  public void end(Fields trailers) {
    if (listener == null || requestEnded) {
      return;
    }
    if (session == null) {
      early.end(trailers);
      return;
    }
    requestEnded = true;
    session.end(this, trailers);
    if (!answering && !blocked()) {
      await(Cause.HTTP_RESPONSE_TIMEOUT, request.firstByte());
    }
  }

  @Override
  public void flush() {
    if (session != null) {
      session.flush();
    }
  }

  @Override
  public boolean writable() {
    return session != null && takesMore();
  }

  @Override
  public void readAnswer(boolean wanted) {
    if (session == null || listener == null) {
      return;
    }
    session.receive(this, wanted);
    if (wanted) {
      awaitMore();
    } else if (!webSocket) {
      deadline.disarm();
    }
  }

  @Override
  public void cancel() {
    if (listener != null) {
      detach();
      attempt.ended();
      giveUp(ErrorCode.CANCEL);
    }
  }

  private void giveUp(ErrorCode code) {
    if (session != null) {
      session.reset(this, code);
    }
  }

  // ---- the answer ----

  @Override
  protected void headers(FieldSection section, boolean end) {
    guarded(() -> {
      try {
        if (answering) {
          trailers(section);
        } else {
          head(section, end);
        }
      } catch (FailureException e) {
        refuseAnswer(e.failure());
      }
    });
  }

  private void head(FieldSection section, boolean end) throws FailureException {
    AttemptListener listener = this.listener;
    if (listener == null) {
      return;
    }
    attempt.firstByte();
    ResponseHead head = section.response(limits);
    if (head.interim()) {
      if (end) {
        throw malformed("a " + head.status() + " that ends the stream");
      }
      listener.interim(head);
      awaitMore();
      return;
    }
    if (upgrades() && head.status() / 100 == 2) {
      upgrade(head, listener, end);
      return;
    }
    expected = DeclaredLength.ofResponse(head, request.head().method());
    attempt.answered(head.status());
    answering = true;
    if (end) {
      checkLength();
    }
    awaitMore();
    listener.response(head, expected);
    if (end) {
      complete(NO_FIELDS);
    }
  }

  // What a 101 is to HTTP/1.1 any 2xx is here, and it needs no proof: an origin that knew nothing
  // of WebSockets would not have said that it takes them.
  private void upgrade(ResponseHead head, AttemptListener listener, boolean end) {
    attempt.answered(SWITCHING_PROTOCOLS);
    answering = true;
    webSocket = true;
    deadline.disarm();
    listener.response(new ResponseHead(SWITCHING_PROTOCOLS, "", head.fields()), -1);
    if (end) {
      listener.end(NO_FIELDS);
    }
  }

  private void trailers(FieldSection section) throws FailureException {
    if (!receivedEnd()) {
      throw malformed("trailers that are not the end");
    }
    Fields trailers = section.responseTrailers(limits);
    checkLength();
    complete(trailers);
  }

  @Override
  protected void data(ByteBuf data) {
    AttemptListener listener = this.listener;
    received += data.readableBytes();
    if (listener == null) {
      data.release();
    } else if (webSocket) {
      guarded(() -> listener.body(data));
    } else if (!answering || (expected >= 0 && received > expected)) {
      data.release();
      refuseAnswer(
          malformed(answering ? "more than " + expected + " bytes" : "DATA before HEADERS")
              .failure());
    } else if (received > rules.most()) {
      data.release();
      refuseAnswer(rules.tooLarge(received).failure());
    } else {
      awaitMore();
      guarded(() -> listener.body(data));
    }
  }

  @Override
  protected void ended() {
    guarded(() -> {
      try {
        if (!answering) {
          throw malformed("an end before HEADERS");
        }
        checkLength();
        complete(NO_FIELDS);
      } catch (FailureException e) {
        refuseAnswer(e.failure());
      }
    });
  }

  private void checkLength() throws FailureException {
    if (expected >= 0 && received != expected) {
      throw new FailureException(
          Cause.HTTP_RESPONSE_INCOMPLETE,
          pool.origin() + ": " + received + " bytes (expected: " + expected + ")");
    }
  }

  private FailureException malformed(String evidence) {
    return new FailureException(Cause.HTTP_PROTOCOL_ERROR, pool.origin() + ": " + evidence);
  }

  private void refuseAnswer(Failure failure) {
    fail(failure);
    giveUp(ErrorCode.PROTOCOL_ERROR);
  }

  private void complete(Fields trailers) {
    AttemptListener listener = this.listener;
    if (listener == null) {
      return;
    }
    if (webSocket) {
      // The other half goes on until it is ended or cancelled.
      listener.end(NO_FIELDS);
      return;
    }
    detach();
    attempt.ended();
    if (!requestEnded) {
      giveUp(ErrorCode.CANCEL);
    }
    listener.end(trailers);
  }

  /// Everything that was there to be read has been handed over.
  void readComplete() {
    AttemptListener listener = this.listener;
    if (listener != null) {
      guarded(listener::readComplete);
    }
  }

  @Override
  protected void reset(ErrorCode code, String evidence, boolean byPeer) {
    if (code == ErrorCode.REFUSED_STREAM && byPeer) {
      attempt.unsent();
    }
    guarded(() -> fail(Failure.of(cause(byPeer), pool.origin() + ": " + evidence)));
  }

  private Cause cause(boolean byPeer) {
    if (!byPeer) {
      return Cause.HTTP_PROTOCOL_ERROR;
    }
    return answering ? Cause.HTTP_RESPONSE_INCOMPLETE : Cause.CONNECTION_TERMINATED;
  }

  @Override
  protected void goOn() {
    AttemptListener listener = this.listener;
    if (listener != null) {
      guarded(() -> listener.originWritable(true));
    }
  }

  @Override
  protected void progress() {
    if (listener != null && !answering) {
      if (blocked()) {
        await(Cause.CONNECTION_WRITE_TIMEOUT, timeouts.originWrite());
      } else {
        onExpiry = Cause.HTTP_RESPONSE_TIMEOUT;
        awaitMore();
      }
    }
  }

  // ---- time ----

  private void awaitTaken() {
    if (!answering && blocked() && onExpiry != Cause.CONNECTION_WRITE_TIMEOUT) {
      await(Cause.CONNECTION_WRITE_TIMEOUT, timeouts.originWrite());
    }
  }

  private void awaitMore() {
    if (listener == null || webSocket) {
      return;
    }
    if (answering) {
      await(Cause.CONNECTION_READ_TIMEOUT, timeouts.betweenBytes());
    } else if (requestEnded && !blocked()) {
      await(Cause.HTTP_RESPONSE_TIMEOUT, request.firstByte());
    } else if (onExpiry != Cause.CONNECTION_WRITE_TIMEOUT) {
      deadline.disarm();
    }
  }

  private void await(Cause cause, Duration time) {
    onExpiry = cause;
    deadline.arm(time.toNanos());
  }

  private void expired() {
    fail(Failure.of(onExpiry, pool.origin() + " took too long: " + onExpiry.code()));
    giveUp(ErrorCode.CANCEL);
  }

  // ---- the end ----

  private void fail(Failure failure) {
    AttemptListener listener = this.listener;
    if (listener != null) {
      detach();
      listener.failed(attempt.failed(failure));
    }
  }

  private void detach() {
    listener = null;
    deadline.cancel();
    early.discard();
  }

  // A bug costs the exchange in whose course it shows, and is never silence to its client.
  private void guarded(Runnable work) {
    AttemptListener told = listener;
    try {
      work.run();
    } catch (RuntimeException bug) {
      if (told == null) {
        throw bug;
      }
      detach();
      giveUp(ErrorCode.INTERNAL_ERROR);
      told.broke(bug);
    }
  }
}
