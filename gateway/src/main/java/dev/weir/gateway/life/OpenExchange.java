package dev.weir.gateway.life;

import dev.weir.exchange.AnsweredBy;
import dev.weir.exchange.Attempt;
import dev.weir.exchange.Exchange;
import dev.weir.gateway.answer.ClientPreferences;
import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.attempt.AttemptListener;
import dev.weir.gateway.attempt.OpenAttempt;
import dev.weir.gateway.attempt.OriginPool;
import dev.weir.gateway.attempt.OriginRequest;
import dev.weir.gateway.attempt.OriginStream;
import dev.weir.gateway.config.RouteConfig.Errors;
import dev.weir.gateway.identify.Identity;
import dev.weir.gateway.identify.Peer;
import dev.weir.gateway.judge.Judge;
import dev.weir.gateway.loop.Deadline;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.gateway.record.Recordable;
import dev.weir.gateway.route.Route;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One exchange under way: leads the request through the phases (docs/life-of-a-request.md), stands
/// between the client's stream and the attempt's, and ends as one [Exchange] for the recorder.
///
/// Lives on one event loop. After [#finish] nothing changes it, so the recorder's thread may read
/// it.
///
/// Long because every phase meets every way to fail here, once; what each phase does is elsewhere.
public final class OpenExchange implements AttemptListener, Recordable {
  private static final Fields NO_FIELDS = new Fields(new byte[0], 0);
  private static final int MOST_HOPS = 1_000_000_000;
  private static final String ALLOW = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

  private static final Duration HOLD = Duration.ofMillis(50);

  private final LoopServer server;
  private final Snapshot snapshot;
  private final ClientStream client;
  private final RequestHead head;
  private final boolean readable;
  private final Identity identity;
  private final long started;

  private @Nullable Route route;
  private @Nullable OriginPool pool;
  private @Nullable OriginRequest request;
  private @Nullable OriginStream origin;
  private final RequestBody sent = new RequestBody();
  private @Nullable HeldAnswer held;
  private @Nullable Deadline holdTime;
  private List<OpenAttempt> attempts = List.of();

  private boolean requestEnded;
  private boolean begun;
  private boolean ended;
  private boolean recorded;
  private boolean repeated;
  private int status;
  private long requestBytes;
  private long responseBytes;
  private long finished;
  private AnsweredBy answeredBy = AnsweredBy.NOBODY;
  private boolean wrapped;
  private boolean truncated;
  private @Nullable Failure failure;

  /// @param readable whether the head is what the client sent; if not, it stands for something that
  ///   was no request
  public OpenExchange(
      LoopServer server, ClientStream client, RequestHead head, boolean readable, Peer peer) {
    this.started = System.nanoTime();
    this.server = server;
    this.snapshot = server.snapshot();
    this.client = client;
    this.head = head;
    this.readable = readable;
    this.identity = snapshot.identifier().identify(head, peer, server.loop().ids());
    server.loop().countInFlight(1);
  }

  // ---- the way in ----

  /// Leads the request to an origin, or answers at once.
  ///
  /// @param bodyLength bytes of the body, -1 if only its end will tell
  public void begin(long bodyLength) {
    try {
      lead(bodyLength);
    } catch (FailureException e) {
      fail(e.failure());
    }
  }

  private void lead(long bodyLength) throws FailureException {
    if (snapshot.identifier().loops(head)) {
      throw new FailureException(
          Cause.PROXY_LOOP_DETECTED, "Via: " + head.fields().joined(FieldName.VIA));
    }
    int hops = hopsLeft();
    if (hops == 0 || isServerWide()) {
      answerOptions();
      return;
    }
    Route route = snapshot.router().route(head);
    this.route = route;
    checkExpectation();
    if (bodyLength > route.requestBody()) {
      throw new FailureException(
          Cause.REQUEST_BODY_TOO_LARGE,
          bodyLength + " bytes (expected: at most " + route.requestBody() + ")");
    }
    if (route.config().answer().isPresent()) {
      throw onPurpose(route);
    }
    client.limit(route.timeout());
    pool = server.service(route.config().service().orElseThrow()).choose();
    request =
        new OriginRequest(
            head,
            identity,
            snapshot.identifier().via(),
            bodyLength,
            route.firstByte(),
            hops < 0 ? -1 : hops - 1);
    attempt(false);
  }

  private boolean isServerWide() {
    return head.method() == Method.OPTIONS && head.fields().text()[head.pathFrom()] == '*';
  }

  // Max-Forwards counts for OPTIONS and TRACE only (RFC 9110 section 7.6.2).
  private int hopsLeft() {
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

  // The gateway is the last recipient: it answers for itself.
  private void answerOptions() throws FailureException {
    if (head.method() == Method.TRACE) {
      snapshot.router().route(head);
    }
    status = 204;
    answeredBy = AnsweredBy.GATEWAY;
    client.answer(
        new GatewayAnswer(204, List.of(new GatewayAnswer.Field("allow", ALLOW)), new byte[0]),
        NO_FIELDS,
        identity.requestId());
    finish();
  }

  private void checkExpectation() throws FailureException {
    if (head.fields().has(FieldName.EXPECT)) {
      String expectation = head.fields().joined(FieldName.EXPECT);
      if (!expectation.equalsIgnoreCase("100-continue")) {
        throw new FailureException(
            Cause.EXPECTATION_FAILED, "Expect: " + expectation + " (expected: 100-continue)");
      }
    }
  }

  private static FailureException onPurpose(Route route) {
    Cause cause = route.config().answer().orElseThrow();
    Failure failure = Failure.of(cause, "route " + route.name() + " answers so on purpose");
    Optional<Duration> retryAfter = route.config().retryAfter();
    return new FailureException(retryAfter.map(failure::withRetryAfter).orElse(failure));
  }

  private void attempt(boolean fresh) {
    OriginPool pool = this.pool;
    OriginRequest request = this.request;
    if (pool == null || request == null) {
      throw new IllegalStateException("an attempt before an origin was chosen");
    }
    OriginStream origin = pool.open(fresh, this, request);
    this.origin = origin;
    if (attempts.isEmpty()) {
      attempts = List.of(origin.attempt());
    } else {
      attempts = new ArrayList<>(attempts);
      attempts.add(origin.attempt());
    }
  }

  // ---- what the client does ----

  /// Most bytes that the request's body may have.
  public long requestBodyLimit() {
    return route == null ? snapshot.config().limits().requestBody().bytes() : route.requestBody();
  }

  /// A piece of the request's body; takes the duty to release it.
  public void requestBody(ByteBuf data) {
    requestBytes += data.readableBytes();
    OriginStream origin = this.origin;
    if (ended || origin == null) {
      data.release();
      return;
    }
    sent.keep(data);
    origin.body(data);
    if (!origin.writable()) {
      client.readRequest(false);
    }
  }

  /// The end of the request.
  public void requestEnd(Fields trailers) {
    requestEnded = true;
    if (origin != null && !ended) {
      sent.ended(trailers);
      origin.end(trailers);
    }
  }

  /// Everything that was there of the request has been handed over.
  public void requestFlush() {
    if (origin != null && !ended) {
      origin.flush();
    }
  }

  /// The client did something wrong, or too slowly, or its time is over.
  public void clientFailed(Failure failure) {
    if (!ended) {
      OriginStream origin = this.origin;
      Failure known = origin == null ? failure : failure.withSent(origin.attempt().sent());
      cancelAttempt();
      end(known);
    }
  }

  /// The client is gone: nobody waits for the answer.
  public void clientGone(String evidence) {
    if (!ended) {
      cancelAttempt();
      Failure gone = Failure.of(Cause.CLIENT_GONE, evidence).withAttempts(attempts.size());
      failure = origin == null ? gone : gone.withSent(origin.attempt().sent());
      truncated = begun;
      status = begun ? status : Cause.CLIENT_GONE.status();
      answeredBy = begun ? answeredBy : AnsweredBy.NOBODY;
      finish();
    }
  }

  /// The exchange as a whole took too long.
  public void tookTooLong() {
    clientFailed(Failure.of(Cause.EXCHANGE_TIMEOUT, "limit of the route"));
  }

  /// The client takes bytes again, or takes none for now.
  public void clientWritable(boolean writable) {
    if (origin != null && !ended) {
      origin.readAnswer(writable);
    }
  }

  private void cancelAttempt() {
    if (origin != null) {
      origin.cancel();
    }
  }

  // ---- what the origin does ----

  @Override
  public void originWritable(boolean writable) {
    if (!ended) {
      client.readRequest(writable);
    }
  }

  @Override
  public void interim(ResponseHead interim) {
    if (!ended) {
      client.interim(interim);
    }
  }

  @Override
  public void response(ResponseHead response, long length) {
    if (ended) {
      return;
    }
    sent.release();
    if (wraps(response)) {
      wrap(response);
    } else if (holds(response, length)) {
      held = new HeldAnswer(response, length);
    } else {
      relayHead(response, length);
    }
  }

  private boolean wraps(ResponseHead response) {
    return route != null
        && response.status() >= 500
        && route.config().errors() == Errors.WRAP
        && preferences().misreads(response.fields().first(FieldName.CONTENT_TYPE));
  }

  // A small answer to a safe request is held back until it is whole: an origin that dies within it
  // becomes a 502 and not a broken 200. One whose length nobody said is held for a moment only,
  // since it
  // may be a stream.
  private boolean holds(ResponseHead response, long length) {
    boolean fits = length > 0 && length <= mostHeld();
    return (fits || (length < 0 && !isEventStream(response))) && head.method().safe();
  }

  private long mostHeld() {
    return snapshot.config().limits().heldAnswer().bytes();
  }

  private static boolean isEventStream(ResponseHead response) {
    return response.fields().first(FieldName.CONTENT_TYPE).startsWith("text/event-stream");
  }

  private void relayHead(ResponseHead response, long length) {
    begun = true;
    status = response.status();
    answeredBy = AnsweredBy.ORIGIN;
    client.head(response, length, identity.requestId());
  }

  @Override
  public void body(ByteBuf data) {
    if (ended) {
      data.release();
    } else if (held != null) {
      held.add(data);
      if (held.size() > mostHeld()) {
        relayHeld();
      }
    } else {
      relayBody(data);
    }
  }

  private void relayBody(ByteBuf data) {
    responseBytes += data.readableBytes();
    client.body(data);
    if (!client.writable() && origin != null) {
      origin.readAnswer(false);
    }
  }

  @Override
  public void end(Fields trailers) {
    if (ended) {
      return;
    }
    relayHeld();
    finishing();
    client.end(trailers);
    finish();
  }

  private void relayHeld() {
    HeldAnswer known = held;
    if (known != null) {
      held = null;
      relayHead(known.head(), known.length());
      known.drainTo(this::relayBody);
    }
  }

  @Override
  public void readComplete() {
    if (!ended && begun) {
      client.flush();
    } else if (!ended && held != null && held.length() < 0 && holdTime == null) {
      holdTime = new Deadline(server.loop().wheel(), this::heldLongEnough);
      holdTime.arm(HOLD.toNanos());
    }
  }

  private void heldLongEnough() {
    if (ended) {
      return;
    }
    try {
      relayHeld();
      client.flush();
    } catch (RuntimeException bug) {
      broke(bug);
    }
  }

  @Override
  public void failed(Failure failure) {
    if (ended) {
      return;
    }
    OriginStream origin = this.origin;
    if (origin == null) {
      end(failure);
      return;
    }
    switch (Judge.afterFailure(
        failure.withSent(origin.attempt().sent()),
        origin.attempt().reused(),
        head.method(),
        begun,
        !repeated && sent.whole())) {
      case REPEAT -> repeat();
      case ANSWER, TRUNCATE -> end(failure);
    }
  }

  private void repeat() {
    repeated = true;
    attempt(true);
    OriginStream origin = this.origin;
    if (origin != null) {
      sent.replayTo(origin);
    }
  }

  // ---- the way out ----

  private void fail(Failure failure) {
    end(failure);
  }

  /// Ends the exchange with a failure: answered if nothing of an answer has been sent, truncated if
  /// so.
  private void end(Failure failure) {
    Failure known = failure.withAttempts(attempts.size());
    this.failure = known;
    releaseHeld();
    finishing();
    if (begun) {
      truncated = true;
      client.truncate();
    } else {
      status = known.cause().status();
      answeredBy = AnsweredBy.GATEWAY;
      GatewayAnswer answer =
          snapshot.answers().answer(known, preferences(), requestId(), now(), instance());
      responseBytes = answer.body().length;
      client.answer(answer, NO_FIELDS, identity.requestId());
    }
    finish();
  }

  /// A bug of ours showed in the course of this exchange: it ends by that, answered if nothing of
  /// an answer can be on its way, cut off if so.
  @Override
  public void broke(Throwable bug) {
    if (recorded) {
      return;
    }
    Failure failure = Failure.of(Cause.PROXY_INTERNAL_ERROR, evidence(bug));
    try {
      clientFailed(failure);
    } catch (RuntimeException again) {
      failure = Failure.of(Cause.PROXY_INTERNAL_ERROR, evidence(again));
    }
    if (!recorded) {
      this.failure = failure.withAttempts(attempts.size());
      status = begun ? status : Cause.PROXY_INTERNAL_ERROR.status();
      truncated = true;
      try {
        client.truncate();
      } finally {
        finish();
      }
    }
  }

  // The log has no stack traces: what was thrown, and where.
  private static String evidence(Throwable bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    return trace.length == 0 ? bug.toString() : bug + " at " + trace[0];
  }

  private void wrap(ResponseHead response) {
    wrapped = true;
    begun = true;
    status = response.status();
    answeredBy = AnsweredBy.ORIGIN;
    GatewayAnswer answer =
        snapshot.answers().wrap(status, preferences(), requestId(), now(), instance());
    responseBytes = answer.body().length;
    finishing();
    client.answer(answer, response.fields(), identity.requestId());
    finish();
  }

  private ClientPreferences preferences() {
    Fields fields = head.fields();
    return new ClientPreferences(
        fields.joined(FieldName.ACCEPT),
        fields.joined(FieldName.ACCEPT_LANGUAGE),
        fields.first(FieldName.SEC_FETCH_MODE).equals("navigate"),
        fields.first(FieldName.ORIGIN),
        head.method() == Method.GET || head.method() == Method.HEAD);
  }

  private String requestId() {
    return Ascii.text(identity.requestId(), 0, identity.requestId().length);
  }

  private String instance() {
    return readable ? head.path() : "";
  }

  private Instant now() {
    return instant(System.nanoTime());
  }

  private Instant instant(long nanoTime) {
    long nanos = server.loop().wallNanos(nanoTime);
    return Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
  }

  private void releaseHeld() {
    sent.release();
    if (held != null) {
      held.release();
      held = null;
    }
  }

  // From here on what the streams still say is not this exchange's business: the connection may
  // begin the
  // next one within the call that ends this one.
  private void finishing() {
    ended = true;
  }

  private void finish() {
    ended = true;
    recorded = true;
    releaseHeld();
    finished = System.nanoTime();
    server.loop().countInFlight(-1);
    startWall = server.loop().wallNanos(started);
    server.ring().offer(this);
  }

  private long startWall;

  /// Whether the whole request has been read.
  public boolean requestEnded() {
    return requestEnded;
  }

  @Override
  public Exchange toExchange() {
    Fields fields = head.fields();
    Route route = this.route;
    return new Exchange(
        Instant.ofEpochSecond(startWall / 1_000_000_000, startWall % 1_000_000_000),
        Duration.ofNanos(finished - started),
        requestId(),
        identity.clientRequestId(),
        text(identity.trace().traceId()),
        text(identity.trace().spanId()),
        identity.clientAddress(),
        readable ? head.method().token() : "",
        identity.scheme(),
        head.authority(),
        readable ? head.path() : "",
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
        recordedAttempts());
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
