package dev.weir.gateway.edge;

import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.gateway.http1.RequestParser;
import dev.weir.gateway.http2.DeclaredLength;
import dev.weir.gateway.http2.ErrorCode;
import dev.weir.gateway.http2.FieldSection;
import dev.weir.gateway.http2.Session;
import dev.weir.gateway.http2.Stream;
import dev.weir.gateway.life.ClientStream;
import dev.weir.gateway.life.LoopServer;
import dev.weir.gateway.life.OpenExchange;
import dev.weir.gateway.loop.Deadline;
import dev.weir.gateway.loop.Uptake;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One exchange of an HTTP/2 client.
///
/// Long because it is both ends of a bridge: what the session tells of the request, and what the
/// exchange tells of the answer.
final class Http2Stream extends Stream implements ClientStream {
  private static final Fields NO_FIELDS = new Fields(new byte[0], 0);
  private static final byte[] GRPC = Ascii.bytes("application/grpc");

  private final Http2Connection connection;
  private final LoopServer server;
  private final Session session;
  private final Deadline total;
  private final Deadline deadline;

  private @Nullable OpenExchange exchange;
  private @Nullable RequestHead request;
  private long expected = DeclaredLength.NONE;
  private long received;
  private boolean malformed;
  private boolean awaitsBody;
  // Whether it asks to become a WebSocket, has become one, and our half of that has ended.
  private boolean upgrades;
  private boolean webSocket;
  private boolean outputEnded;
  private boolean conversing;
  private @Nullable BodyPace bodyPace;
  private @Nullable Uptake uptake;
  private long sentBefore;

  Http2Stream(Http2Connection connection, LoopServer server, Session session) {
    this.connection = connection;
    this.server = server;
    this.session = session;
    this.total = new Deadline(server.loop().wheel(), () -> guarded(this::tookTooLong));
    this.deadline = new Deadline(server.loop().wheel(), () -> guarded(this::expired));
  }

  // ---- what comes in ----

  @Override
  protected void headers(FieldSection section, boolean end) {
    guarded(() -> {
      if (request == null) {
        begin(section, end);
      } else {
        trailers(section);
      }
    });
  }

  private void begin(FieldSection section, boolean end) {
    RequestHead head;
    try {
      head = section.request(server.snapshot().config().limits());
      expected = DeclaredLength.ofRequest(head.fields());
      if (end && expected > 0) {
        throw RequestParser.malformed("no body (expected: " + expected + " bytes)");
      }
    } catch (FailureException e) {
      refuse(section.remains(), e.failure());
      return;
    }
    request = head;
    conversing = head.fields().firstStartsWith(FieldName.CONTENT_TYPE, GRPC);
    OpenExchange exchange = new OpenExchange(server, this, head, true, connection.peer());
    this.exchange = exchange;
    upgrades = !head.upgrade().isEmpty();
    exchange.begin(end || upgrades ? 0 : expected);
    if (end) {
      exchange.requestEnd(NO_FIELDS);
    } else if (!upgrades) {
      awaitBody();
    }
    exchange.requestFlush();
  }

  // What is malformed gets its answer and the error that tells the peer that it was (RFC 9113
  // section 8.1.1).
  private void refuse(RequestHead remains, Failure failure) {
    request = remains;
    malformed = failure.cause() == Cause.HTTP_REQUEST_ERROR;
    OpenExchange exchange = new OpenExchange(server, this, remains, false, connection.peer());
    this.exchange = exchange;
    exchange.clientFailed(failure);
  }

  private void trailers(FieldSection section) {
    OpenExchange exchange = this.exchange;
    if (exchange == null) {
      return;
    }
    try {
      Fields trailers = section.requestTrailers();
      checkLength();
      endRequest(exchange, trailers);
    } catch (FailureException e) {
      clientFailed(exchange, e.failure());
    }
  }

  @Override
  protected void data(ByteBuf data) {
    OpenExchange exchange = this.exchange;
    int length = data.readableBytes();
    received += length;
    if (exchange == null) {
      data.release();
    } else if (upgrades) {
      guarded(() -> exchange.requestBody(data));
      connection.unflushed(this);
    } else if (expected >= 0 && received > expected) {
      data.release();
      fails(exchange, "more than the " + expected + " bytes that it said");
    } else if (received > exchange.requestBodyLimit()) {
      data.release();
      clientFailed(
          exchange,
          Failure.of(
              Cause.REQUEST_BODY_TOO_LARGE, "more than " + exchange.requestBodyLimit() + " bytes"));
    } else {
      awaitBody();
      if (bodyPace != null) {
        bodyPace.came(length);
      }
      guarded(() -> exchange.requestBody(data));
      connection.unflushed(this);
    }
  }

  @Override
  protected void ended() {
    OpenExchange exchange = this.exchange;
    if (exchange != null) {
      try {
        checkLength();
        endRequest(exchange, NO_FIELDS);
      } catch (FailureException e) {
        clientFailed(exchange, e.failure());
      }
      if (outputEnded) {
        leave();
      }
    }
  }

  private void endRequest(OpenExchange exchange, Fields trailers) {
    oweNoBody();
    guarded(() -> {
      exchange.requestEnd(trailers);
      exchange.requestFlush();
    });
  }

  private void checkLength() throws FailureException {
    if (!upgrades && expected >= 0 && received != expected) {
      throw RequestParser.malformed(
          "a body of " + received + " bytes (expected: " + expected + ")");
    }
  }

  private void fails(OpenExchange exchange, String evidence) {
    clientFailed(exchange, Failure.of(Cause.HTTP_REQUEST_ERROR, evidence));
  }

  private void clientFailed(OpenExchange exchange, Failure failure) {
    malformed |= failure.cause() == Cause.HTTP_REQUEST_ERROR;
    guarded(() -> exchange.clientFailed(failure));
  }

  /// What came within this turn of the loop has all been handed over.
  void requestFlush() {
    OpenExchange exchange = this.exchange;
    if (exchange != null) {
      guarded(exchange::requestFlush);
    }
  }

  @Override
  protected void reset(ErrorCode code, String evidence, boolean byPeer) {
    OpenExchange exchange = this.exchange;
    leave();
    if (exchange != null && byPeer) {
      exchange.clientGone(evidence);
    } else if (exchange != null) {
      exchange.clientFailed(Failure.of(Cause.HTTP_REQUEST_ERROR, evidence));
    }
  }

  @Override
  protected void goOn() {
    OpenExchange exchange = this.exchange;
    if (exchange != null) {
      guarded(() -> exchange.clientWritable(true));
    }
  }

  @Override
  protected void progress() {
    if (gone()) {
      deadline.cancel();
    } else if (webSocket && exchange != null) {
      deadline.disarm();
    } else if (!blocked() && !awaitsBody) {
      deadline.disarm();
    }
  }

  // From here on the client owes us to take more.
  private void awaitTaking() {
    if (blocked() && !deadline.armed()) {
      uptake = new Uptake(connection.channel());
      sentBefore = sent();
      deadline.arm(timeouts().clientWrite().toNanos());
    }
  }

  // Whose turn it is among the streams is not the client's doing: as long as a stream's own window
  // is open, the client is as fast as the connection as a whole.
  private long taken() {
    Uptake connection = uptake;
    long own = sent() - sentBefore;
    sentBefore = sent();
    long all = connection == null ? 0 : connection.bytes();
    return windowOpen() ? Math.max(own, all) : own;
  }

  // A client owes nothing of a body that has an answer to talk with, nor of a gRPC call, where a
  // stream may rest between two messages.
  private void awaitBody() {
    if (conversing) {
      return;
    }
    awaitsBody = true;
    deadline.arm(timeouts().clientBody().toNanos());
    BodyPace pace = bodyPace;
    if (pace == null) {
      pace =
          new BodyPace(
              server.loop().wheel(),
              Pace.of(server.snapshot().config().limits().requestRate(), timeouts().clientBody()),
              evidence -> guarded(() -> bodyTooSlow(evidence)));
      bodyPace = pace;
    }
    pace.owed();
  }

  private void oweNoBody() {
    if (awaitsBody) {
      awaitsBody = false;
      deadline.disarm();
    }
    if (bodyPace != null) {
      bodyPace.notOwed();
    }
  }

  // Where streams that we do not read have used up the connection's window, it cannot send.
  private void bodyTooSlow(String evidence) {
    OpenExchange exchange = this.exchange;
    if (!session.receives()) {
      awaitBody();
    } else if (exchange != null) {
      exchange.clientFailed(Failure.of(Cause.REQUEST_TIMEOUT, evidence));
    }
  }

  private TimeoutsConfig timeouts() {
    return server.snapshot().config().timeouts();
  }

  private void expired() {
    if (awaitsBody) {
      bodyTooSlow("the client sent nothing of its body for " + timeouts().clientBody());
      return;
    }
    Pace pace =
        Pace.of(server.snapshot().config().limits().responseRate(), timeouts().clientWrite());
    long taken = taken();
    if (pace.kept(taken)) {
      deadline.arm(timeouts().clientWrite().toNanos());
      return;
    }
    OpenExchange exchange = this.exchange;
    if (exchange != null) {
      exchange.clientGone(pace.evidence("took of its answer", taken));
    }
    leave();
    session.reset(this, ErrorCode.CANCEL);
  }

  private void tookTooLong() {
    if (exchange != null) {
      exchange.tookTooLong();
    }
  }

  /// Lets what would not end by itself end, because the gateway is about to stop.
  void drain() {
    OpenExchange exchange = this.exchange;
    if (exchange != null) {
      guarded(exchange::drain);
    }
  }

  /// Ends what is under way because the gateway stops.
  void endNow() {
    if (exchange != null) {
      exchange.clientFailed(Failure.of(Cause.DRAINING, "the drain time is over"));
    }
  }

  // A bug of ours costs this exchange and not the others of the connection.
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException bug) {
      OpenExchange exchange = this.exchange;
      if (exchange != null) {
        exchange.broke(bug);
      } else {
        session.reset(this, ErrorCode.INTERNAL_ERROR);
      }
    }
  }

  // ---- what goes out ----

  @Override
  public void interim(ResponseHead head) {
    Http2ResponseWriter.interim(session.newBlock(), head);
    session.headers(this, false);
    session.flush();
  }

  @Override
  public void head(ResponseHead head, long length, byte[] requestId) {
    if (head.status() == 101) {
      upgrade(head, requestId);
      return;
    }
    conversing = true;
    oweNoBody();
    Http2ResponseWriter.relayed(session.newBlock(), head, length, requestId, server.loop().date());
    session.headers(this, false);
  }

  private void upgrade(ResponseHead head, byte[] requestId) {
    webSocket = true;
    total.disarm();
    deadline.disarm();
    Http2ResponseWriter.upgrade(session.newBlock(), head, requestId);
    session.headers(this, false);
    if (connection.draining()) {
      server.loop().eventLoop().execute(this::drain);
    }
  }

  @Override
  public void body(ByteBuf data) {
    session.data(this, data);
    if (!webSocket) {
      awaitTaking();
    }
  }

  @Override
  public void end(Fields trailers) {
    if (webSocket) {
      endOutput();
      return;
    }
    leave();
    session.endBoth(this, trailers, ErrorCode.NO_ERROR);
    awaitTaken();
  }

  private void endOutput() {
    outputEnded = true;
    session.end(this, NO_FIELDS);
    session.flush();
    if (receivedEnd()) {
      leave();
    }
  }

  @Override
  public void answer(GatewayAnswer answer, Fields kept, byte[] requestId) {
    boolean noBody =
        answer.body().length == 0 || (request != null && request.method() == Method.HEAD);
    Http2ResponseWriter.own(session.newBlock(), answer, kept, requestId, server.loop().date());
    session.headers(this, false);
    if (!noBody) {
      session.data(this, Unpooled.wrappedBuffer(answer.body()));
    }
    leave();
    session.endBoth(this, NO_FIELDS, malformed ? ErrorCode.PROTOCOL_ERROR : ErrorCode.NO_ERROR);
    awaitTaken();
  }

  // The exchange is over; what is left of its answer still has to be taken.
  private void awaitTaken() {
    session.flush();
    if (!gone()) {
      awaitTaking();
    }
  }

  private void leave() {
    exchange = null;
    oweNoBody();
    total.cancel();
    deadline.cancel();
  }

  @Override
  public void truncate() {
    leave();
    if (outputEnded && blocked()) {
      session.endBoth(this, NO_FIELDS, ErrorCode.CANCEL);
      awaitTaken();
    } else {
      // What a reset is to a connection is CANCEL to the stream (RFC 8441 section 5).
      session.reset(this, webSocket ? ErrorCode.CANCEL : ErrorCode.INTERNAL_ERROR);
    }
  }

  @Override
  public void flush() {
    session.flush();
  }

  @Override
  public boolean writable() {
    return takesMore();
  }

  @Override
  public void readRequest(boolean wanted) {
    session.receive(this, wanted);
    if (receivedEnd() || exchange == null || upgrades) {
      return;
    }
    if (wanted) {
      awaitBody();
    } else {
      oweNoBody();
    }
  }

  @Override
  public void limit(Duration time) {
    total.arm(time.toNanos());
  }
}
