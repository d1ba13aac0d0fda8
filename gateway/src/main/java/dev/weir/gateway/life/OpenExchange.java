package dev.weir.gateway.life;

import dev.weir.exchange.AnsweredBy;
import dev.weir.gateway.answer.ClientPreferences;
import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.attempt.AnswerSource;
import dev.weir.gateway.attempt.AttemptListener;
import dev.weir.gateway.attempt.OriginPool;
import dev.weir.gateway.attempt.OriginRequest;
import dev.weir.gateway.attempt.OriginStream;
import dev.weir.gateway.compress.Compression;
import dev.weir.gateway.config.RouteConfig.Errors;
import dev.weir.gateway.files.FileAnswer;
import dev.weir.gateway.files.FileFolder;
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
import dev.weir.gateway.route.Canonical;
import dev.weir.gateway.route.Ending;
import dev.weir.gateway.route.Redirect;
import dev.weir.gateway.route.Route;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One exchange under way: leads the request through the phases (docs/life-of-a-request.md), stands
/// between the client's stream and the attempt's, and ends as one [ExchangeRecord] in the ring to
/// the recorder. Lives on one event loop.
///
/// Long because every phase meets every way to fail here, once; what each phase does is elsewhere.
public final class OpenExchange implements AttemptListener {
  private static final Fields NO_FIELDS = new Fields(new byte[0], 0);
  private static final String ALLOW_OF_FILES = "GET, HEAD, OPTIONS";
  private static final String ALLOW = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

  private static final Duration HOLD = Duration.ofMillis(50);

  private final LoopServer server;
  private final Snapshot snapshot;
  private ClientStream client;
  private final RequestHead head;
  private final Identity identity;
  private final ExchangeRecord record;

  private @Nullable OriginPool pool;
  private @Nullable OriginRequest request;
  private @Nullable OriginStream origin;
  private @Nullable AnswerSource source;
  private final RequestBody sent = new RequestBody();
  private @Nullable HeldAnswer held;
  private @Nullable Deadline holdTime;
  private @Nullable LastWords lastWords;
  private @Nullable Tunnel tunnel;
  private @Nullable EarlyBytes early;
  private @Nullable CompressingStream compressing;
  private @Nullable EarlyHints hints;

  private boolean begun;
  // Once it is set, what the streams still say is not this exchange's business: the connection may
  // begin the next one within the call that ends this one.
  private boolean ended;
  private boolean recorded;
  private boolean repeated;

  /// @param readable whether the head is what the client sent; if not, it stands for something that
  ///   was no request
  public OpenExchange(
      LoopServer server, ClientStream client, RequestHead head, boolean readable, Peer peer) {
    this.server = server;
    this.snapshot = server.snapshot();
    this.client = client;
    this.head = head;
    this.identity = snapshot.identifier().identify(head, peer, server.loop().ids());
    this.record = new ExchangeRecord(head, readable, identity);
    this.early = head.upgrade().isEmpty() ? null : new EarlyBytes();
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
      end(e.failure());
    }
  }

  private void lead(long bodyLength) throws FailureException {
    if (snapshot.identifier().loops(head)) {
      throw new FailureException(
          Cause.PROXY_LOOP_DETECTED, "Via: " + head.fields().joined(FieldName.VIA));
    }
    int hops = Entrance.hopsLeft(head);
    if (hops == 0 || Entrance.isServerWide(head)) {
      answerOptions(ALLOW);
      return;
    }
    Route route = snapshot.router().route(head);
    record.route = route;
    if (moves(route)) {
      return;
    }
    Entrance.check(head, route, bodyLength);
    client.limit(Entrance.limit(head, route));
    RequestHead asked = compress(route);
    switch (route.ending()) {
      case Ending.OnPurpose answer -> throw Entrance.onPurpose(route, answer);
      case Ending.Elsewhere(Redirect redirect) -> sendElsewhere(redirect);
      case Ending.Folder(FileFolder files) -> serve(files, asked);
      case Ending.Service(String name) -> {
        pool = server.service(name).choose();
        request =
            new OriginRequest(
                asked,
                identity,
                snapshot.identifier().via(),
                bodyLength,
                route.firstByte(),
                hops < 0 ? -1 : hops - 1);
        hint(route);
        attempt(false);
      }
    }
  }

  // What the origin, or the folder, is asked.
  private RequestHead compress(Route route) {
    if (route.compression().isEmpty()) {
      return head;
    }
    Compression compression = route.compression().get();
    compressing = new CompressingStream(client, compression, server.encoders(), head, certified());
    client = compressing;
    return compression.request(head);
  }

  private boolean certified() {
    return !identity.certificate().isEmpty();
  }

  private void hint(Route route) {
    if (route.config().earlyHints()) {
      hints = server.hints();
      hints.send(route, head, client);
    }
  }

  // A redirect goes to the last address at once.
  private boolean moves(Route route) throws FailureException {
    if (route.canonical().isEmpty() || route.ending() instanceof Ending.Elsewhere) {
      return false;
    }
    Optional<GatewayAnswer> answer = route.canonical().get().answer(head, identity);
    answer.ifPresent(this::answerOwn);
    return answer.isPresent();
  }

  private void sendElsewhere(Redirect redirect) throws FailureException {
    if (Canonical.isPreflight(head)) {
      answerOptions(ALLOW);
    } else {
      answerOwn(redirect.answer(head, identity));
    }
  }

  private void serve(FileFolder files, RequestHead asked) throws FailureException {
    if (head.method() == Method.OPTIONS) {
      answerOptions(ALLOW_OF_FILES);
      return;
    }
    Entrance.checkFileMethod(head.method(), ALLOW_OF_FILES);
    byte[] boundary = server.loop().ids().hex(16);
    source =
        FileAnswer.begin(
            files,
            asked,
            now(),
            Ascii.text(boundary, 0, boundary.length),
            server.loop().eventLoop(),
            this);
  }

  // The gateway is the last recipient: it answers for itself.
  private void answerOptions(String allow) throws FailureException {
    if (head.method() == Method.TRACE) {
      snapshot.router().route(head);
    }
    answerOwn(
        new GatewayAnswer(204, List.of(new GatewayAnswer.Field("allow", allow)), new byte[0]));
  }

  private void answerOwn(GatewayAnswer answer) {
    record.answeredBy = AnsweredBy.GATEWAY;
    ended = true;
    give(answer, NO_FIELDS);
    finish();
  }

  private void attempt(boolean fresh) {
    OriginPool pool = this.pool;
    OriginRequest request = this.request;
    if (pool == null || request == null) {
      throw new IllegalStateException("an attempt before an origin was chosen");
    }
    OriginStream origin = pool.open(fresh, this, request);
    this.origin = origin;
    this.source = origin;
    record.add(origin.attempt());
  }

  // ---- what the client does ----

  /// Most bytes that the request's body may have.
  public long requestBodyLimit() {
    Route route = record.route;
    return route == null ? snapshot.config().limits().requestBody().bytes() : route.requestBody();
  }

  /// A piece of the request's body; takes the duty to release it.
  public void requestBody(ByteBuf data) {
    record.requestBytes += data.readableBytes();
    OriginStream origin = this.origin;
    if (ended || origin == null) {
      data.release();
      return;
    }
    if (tunnel != null) {
      tunnel.fromClient(data);
      return;
    }
    if (early != null) {
      early.keep(data);
      client.readRequest(false);
      return;
    }
    sent.keep(data);
    origin.body(data);
    if (!origin.writable()) {
      client.readRequest(false);
    }
  }

  /// The end of the request, or of what the client sends over a WebSocket. One that asks for a
  /// WebSocket has no other.
  public void requestEnd(Fields trailers) {
    if (tunnel != null) {
      tunnel.clientEnded();
    } else if (early != null) {
      early.end();
    } else if (origin != null && !ended) {
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
    if (tunnel != null) {
      tunnel.abort(failure);
    } else if (!ended) {
      OriginStream origin = this.origin;
      Failure known = origin == null ? failure : failure.withSent(origin.attempt().sent());
      cancelAttempt();
      end(known);
    }
  }

  /// The client is gone: nobody waits for the answer.
  public void clientGone(String evidence) {
    if (tunnel != null) {
      tunnel.clientGone(evidence);
    } else if (!ended) {
      cancelAttempt();
      Failure gone = Failure.of(Cause.CLIENT_GONE, evidence).withAttempts(record.attempts.size());
      record.failure = origin == null ? gone : gone.withSent(origin.attempt().sent());
      record.truncated = begun;
      record.status = begun ? record.status : Cause.CLIENT_GONE.status();
      record.answeredBy = begun ? record.answeredBy : AnsweredBy.NOBODY;
      finish();
    }
  }

  /// The exchange as a whole took too long.
  public void tookTooLong() {
    Route route = record.route;
    String whose = route == null ? "" : Entrance.limitEvidence(head, route);
    clientFailed(Failure.of(Cause.EXCHANGE_TIMEOUT, whose));
  }

  /// The client takes bytes again, or takes none for now.
  public void clientWritable(boolean writable) {
    if (tunnel != null) {
      tunnel.clientWritable(writable);
    } else if (source != null && !ended) {
      source.readAnswer(writable);
    }
  }

  /// The gateway is about to stop: what would not end by itself does so now, in good order.
  public void drain() {
    if (tunnel != null) {
      tunnel.drain();
    }
  }

  private void cancelAttempt() {
    if (source != null) {
      source.cancel();
    }
  }

  // ---- what the origin does ----

  @Override
  public void originWritable(boolean writable) {
    if (tunnel != null) {
      tunnel.originWritable(writable);
    } else if (!ended) {
      client.readRequest(writable);
    }
  }

  @Override
  public void carriedBy(OriginStream stream) {
    origin = stream;
    source = stream;
  }

  @Override
  public void interim(ResponseHead interim) {
    if (!ended) {
      if (interim.status() == 103 && hints != null && record.route != null) {
        hints.sentByOrigin(record.route, head);
      }
      client.interim(interim);
    }
  }

  @Override
  public void response(ResponseHead response, long length) {
    if (ended) {
      return;
    }
    sent.release();
    if (hints != null && record.route != null) {
      hints.learn(record.route, head, certified(), response);
    }
    if (response.status() == 101) {
      openTunnel(response);
    } else if (wraps(response)) {
      wrap(response);
    } else if (holds(response, length)) {
      held = new HeldAnswer(response, length);
    } else {
      relayHead(response, length);
    }
  }

  private void openTunnel(ResponseHead response) {
    OriginStream origin = this.origin;
    if (origin == null) {
      throw new IllegalStateException("an answer before an attempt");
    }
    Tunnel opened =
        new Tunnel(
            client,
            origin,
            server.loop(),
            snapshot.config().timeouts().webSocketIdle(),
            record.requestId(),
            this::tunnelEnded);
    tunnel = opened;
    relayHead(response, -1);
    if (early != null) {
      early.drainTo(opened);
      client.readRequest(true);
      origin.flush();
    }
  }

  private void tunnelEnded(Tunnel.Outcome outcome) {
    OriginStream origin = this.origin;
    record.webSocket = outcome.traffic();
    record.truncated = outcome.truncated();
    record.failure =
        outcome
            .failure()
            .map(failure -> origin == null ? failure : failure.withSent(origin.attempt().sent()))
            .map(failure -> failure.withAttempts(record.attempts.size()))
            .orElse(null);
    finish();
  }

  private boolean wraps(ResponseHead response) {
    Route route = record.route;
    return route != null
        && response.status() >= 500
        && route.config().errors() == Errors.WRAP
        && preferences()
            .misreads(response.status(), response.fields().first(FieldName.CONTENT_TYPE));
  }

  // A small answer to a safe request is held back until it is whole: an origin that dies within
  // it becomes a 502 and not a broken 200. One whose length nobody said is held for a moment
  // only, since it may be a stream.
  private boolean holds(ResponseHead response, long length) {
    boolean fits = length > 0 && length <= mostHeld();
    return (fits || (length < 0 && !LastWords.isEventStream(response))) && head.method().safe();
  }

  private long mostHeld() {
    return snapshot.config().limits().heldAnswer().bytes();
  }

  private void relayHead(ResponseHead response, long length) {
    begun = true;
    lastWords = LastWords.behind(head, response, length);
    record.status = response.status();
    record.answeredBy = origin == null ? AnsweredBy.GATEWAY : AnsweredBy.ORIGIN;
    client.head(response, length, identity.requestId());
  }

  @Override
  public void body(ByteBuf data) {
    if (ended) {
      data.release();
    } else if (tunnel != null) {
      record.responseBytes += data.readableBytes();
      tunnel.fromOrigin(data);
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
    record.responseBytes += data.readableBytes();
    if (lastWords != null) {
      lastWords.saw(data);
    }
    client.body(data);
    if (!client.writable() && source != null) {
      source.readAnswer(false);
    }
  }

  @Override
  public void end(Fields trailers) {
    if (ended) {
      return;
    }
    if (tunnel != null) {
      tunnel.originEnded();
      return;
    }
    relayHeld();
    ended = true;
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
    if (tunnel != null) {
      tunnel.originEnded(failure);
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

  // With a failure: answered if nothing of an answer has been sent. If something has, it stays
  // unfinished, and the client is told so where its protocol has a place for it.
  private void end(Failure failure) {
    Failure known = failure.withAttempts(record.attempts.size());
    record.failure = known;
    releaseHeld();
    ended = true;
    if (begun) {
      record.truncated = true;
      int added = lastWords == null ? -1 : lastWords.say(scene(), known, client);
      if (added < 0) {
        client.truncate();
      } else {
        record.responseBytes += added;
      }
    } else {
      record.answeredBy = AnsweredBy.GATEWAY;
      give(
          snapshot.answers().answer(known, preferences(), record.requestId(), now(), record.path()),
          NO_FIELDS);
    }
    finish();
  }

  private LastWords.Scene scene() {
    return new LastWords.Scene(
        snapshot.answers(), preferences(), record.requestId(), now(), record.path());
  }

  private void give(GatewayAnswer answer, Fields kept) {
    record.status = answer.status();
    record.responseBytes = head.method() == Method.HEAD ? 0 : answer.body().length;
    client.answer(answer, kept, identity.requestId());
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
      record.failure = failure.withAttempts(record.attempts.size());
      record.status = begun ? record.status : Cause.PROXY_INTERNAL_ERROR.status();
      record.truncated = true;
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
    record.wrapped = true;
    begun = true;
    record.answeredBy = AnsweredBy.ORIGIN;
    ended = true;
    give(
        snapshot
            .answers()
            .wrap(response.status(), preferences(), record.requestId(), now(), record.path()),
        response.fields());
    finish();
  }

  private ClientPreferences preferences() {
    Fields fields = head.fields();
    return new ClientPreferences(
        fields.joined(FieldName.ACCEPT),
        fields.joined(FieldName.ACCEPT_LANGUAGE),
        fields.first(FieldName.CONTENT_TYPE),
        fields.first(FieldName.SEC_FETCH_MODE).equals("navigate"),
        fields.first(FieldName.ORIGIN),
        head.method() == Method.GET || head.method() == Method.HEAD);
  }

  private Instant now() {
    long nanos = server.loop().wallNanos(System.nanoTime());
    return Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
  }

  private void releaseHeld() {
    sent.release();
    if (early != null) {
      early.release();
    }
    if (held != null) {
      held.release();
      held = null;
    }
  }

  private void finish() {
    ended = true;
    recorded = true;
    releaseHeld();
    if (compressing != null) {
      compressing.close();
      record.responseBytes = compressing.sent(record.responseBytes);
    }
    server.loop().countInFlight(-1);
    record.finish(server.loop().wallNanos(0));
    server.ring().offer(record);
  }
}
