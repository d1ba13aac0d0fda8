package dev.weir.gateway.edge;

import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.gateway.edge.ResponseWriter.AnswerFraming;
import dev.weir.gateway.http1.BodyReader;
import dev.weir.gateway.http1.BodyRules;
import dev.weir.gateway.http1.BodySink;
import dev.weir.gateway.http1.Framing;
import dev.weir.gateway.http1.HeadScanner;
import dev.weir.gateway.http1.Output;
import dev.weir.gateway.http1.Remains;
import dev.weir.gateway.http1.RequestParser;
import dev.weir.gateway.identify.Peer;
import dev.weir.gateway.life.ClientStream;
import dev.weir.gateway.life.LoopServer;
import dev.weir.gateway.life.OpenExchange;
import dev.weir.gateway.loop.Deadline;
import dev.weir.gateway.loop.Uptake;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.HopByHop;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.gateway.websocket.WebSocketHandshake;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection of a client: exchanges one after the other, in the order in which they
/// were asked for.
///
/// Long because it is one state machine: what arrives (bytes, end, error, time) meets how far the
/// exchange is (idle, head, body, waiting, answering, lingering; a WebSocket's bytes passing).
final class ClientConnection extends ChannelInboundHandlerAdapter
    implements ClientStream, OpenConnection {
  private static final Fields NO_FIELDS = new Fields(new byte[0], 0);
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final LoopServer server;
  private final ClientConnections connections;
  private final TimeoutsConfig timeouts;
  private final LimitsConfig limits;
  private final @Nullable Failure refusal;
  private final HeadScanner heads;
  private final int mostHead;
  private final BodyReader bodies = new BodyReader();
  private final Deadline deadline;
  private final Deadline total;
  private @Nullable BodyPace bodyPace;
  private @Nullable Uptake uptake;

  private SocketChannel channel;
  private Output output;
  private Peer peer;

  private @Nullable OpenExchange exchange;
  private @Nullable RequestHead request;
  private @Nullable ByteBuf unread;
  private Phase phase = Phase.IDLE;
  private boolean reading;
  private boolean requestDone = true;
  private boolean answerDone = true;
  private boolean keepAlive = true;
  private boolean inputEnded;
  private boolean untilClose;
  private boolean awaitsContinue;
  private boolean paused;
  private boolean conversing;
  private int served;
  private boolean draining;
  private boolean outputEnded;

  /// @param refusal what its first request is answered with, if it is over a limit
  // channelActive() is always called before anything reads these.
  @SuppressWarnings("NullAway.Init")
  ClientConnection(LoopServer server, ClientConnections connections, @Nullable Failure refusal) {
    this.server = server;
    this.connections = connections;
    this.timeouts = server.snapshot().config().timeouts();
    this.limits = server.snapshot().config().limits();
    this.refusal = refusal;
    this.mostHead = (int) limits.requestHead().bytes();
    this.heads =
        new HeadScanner(
            mostHead,
            RequestParser::malformed,
            new FailureException(
                Cause.REQUEST_HEADER_TOO_LARGE, "more than " + mostHead + " bytes of request head"),
            new FailureException(
                Cause.URI_TOO_LONG, "more than " + mostHead + " bytes of request line"));
    this.deadline = new Deadline(server.loop().wheel(), () -> guarded(this::expired));
    this.total = new Deadline(server.loop().wheel(), () -> guarded(this::tookTooLong));
  }

  // ---- what comes in ----

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = (SocketChannel) context.channel();
    output = new Output(channel, server.loop().writer());
    Peer known = Peers.of(channel);
    if (known == null) {
      channel.close();
      return;
    }
    peer = known;
    server.loop().countClients(1);
    enter(Phase.IDLE, refusal == null ? timeouts.clientIdle() : LINGER);
    connections.add(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (phase == Phase.LINGER) {
      in.release();
      return;
    }
    if (unread != null) {
      unread = Unpooled.wrappedBuffer(unread, in);
      return;
    }
    take(in);
  }

  // Reads as many requests as there are; one that comes before the last is answered waits in
  // `unread`.
  private void take(ByteBuf in) {
    reading = true;
    try {
      while (in.isReadable() && phase != Phase.LINGER) {
        if (requestDone && !answerDone) {
          unread = in.retain();
          readOn(false);
          return;
        }
        if (requestDone) {
          readHead(in);
        } else {
          readBody(in);
        }
      }
    } finally {
      reading = false;
      in.release();
    }
  }

  private void readHead(ByteBuf in) {
    byte[] bytes = null;
    try {
      bytes = heads.read(in, server.loop().scratch(mostHead));
      if (bytes != null) {
        begin(server.snapshot().requests().parse(bytes));
      } else if (heads.partial() && phase != Phase.HEAD) {
        enter(Phase.HEAD, refusal == null ? timeouts.clientHead() : LINGER);
      }
    } catch (FailureException e) {
      refuse(e.failure(), Remains.of(bytes == null ? heads.kept() : bytes));
    }
  }

  private void begin(RequestHead head) throws FailureException {
    Framing framing = RequestParser.framing(head);
    request = head;
    boolean last = ++served >= limits.connectionRequests() || refusal != null || draining;
    keepAlive =
        !last && head.protocol().equals("1.1") && !HopByHop.hasOption(head.fields(), "close");
    requestDone = framing.empty();
    answerDone = false;
    untilClose = false;
    awaitsContinue = head.expectsContinue();
    paused = false;
    conversing = false;
    phase = Phase.EXCHANGE;
    deadline.disarm();
    OpenExchange exchange = new OpenExchange(server, this, head, true, peer);
    this.exchange = exchange;
    if (refusal != null) {
      exchange.clientFailed(refusal);
      return;
    }
    exchange.begin(framing.kind() == Framing.Kind.CHUNKED ? -1 : framing.length());
    if (framing.empty()) {
      if (head.upgrade().isEmpty()) {
        exchange.requestEnd(NO_FIELDS);
      }
      exchange.requestFlush();
    } else if (!answerDone) {
      bodies.start(framing, rules(exchange));
      awaitBody();
    }
  }

  private BodyRules rules(OpenExchange exchange) {
    return new BodyRules.OfRequest(
        exchange.requestBodyLimit(), server.snapshot().config().limits());
  }

  private void readBody(ByteBuf in) {
    OpenExchange exchange = this.exchange;
    if (exchange == null) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (phase == Phase.WEB_SOCKET) {
      exchange.requestBody(in.readRetainedSlice(in.readableBytes()));
      return;
    }
    try {
      awaitsContinue = false;
      bodies.read(in, requestBody);
      if (!requestDone) {
        awaitBody();
      }
    } catch (FailureException e) {
      keepAlive = false;
      exchange.clientFailed(e.failure());
    }
  }

  // A client that waits for 100 (Continue) owes nothing until it has it, or sends without; nor does
  // one whose body we do not read, or that has an answer to talk with already.
  private void awaitBody() {
    boolean owes = !awaitsContinue && !paused && !conversing;
    if (owes && (phase == Phase.EXCHANGE || phase == Phase.BODY)) {
      oweBody();
    }
  }

  private void oweBody() {
    enter(Phase.BODY, timeouts.clientBody());
    BodyPace pace = bodyPace;
    if (pace == null) {
      pace =
          new BodyPace(
              server.loop().wheel(),
              Pace.of(limits.requestRate(), timeouts.clientBody()),
              evidence -> guarded(() -> bodyTooSlow(evidence)));
      bodyPace = pace;
    }
    pace.owed();
  }

  private void oweNoBody() {
    if (phase == Phase.BODY) {
      phase = Phase.EXCHANGE;
      deadline.disarm();
    }
    if (bodyPace != null) {
      bodyPace.notOwed();
    }
  }

  private void bodyTooSlow(String evidence) {
    OpenExchange exchange = this.exchange;
    keepAlive = false;
    if (exchange != null) {
      exchange.clientFailed(Failure.of(Cause.REQUEST_TIMEOUT, evidence));
    }
  }

  // The request's body, on its way to the exchange.
  private final BodySink requestBody =
      new BodySink() {
        @Override
        public void body(ByteBuf data) {
          if (bodyPace != null) {
            bodyPace.came(data.readableBytes());
          }
          if (exchange == null) {
            data.release();
          } else {
            exchange.requestBody(data);
          }
        }

        @Override
        public void end(Fields trailers) {
          requestDone = true;
          oweNoBody();
          if (exchange != null) {
            exchange.requestEnd(trailers);
          }
        }
      };

  /// Answers what is no request.
  void refuse(Failure failure, RequestHead remains) {
    keepAlive = false;
    request = null;
    answerDone = false;
    untilClose = false;
    phase = Phase.EXCHANGE;
    deadline.disarm();
    OpenExchange exchange = new OpenExchange(server, this, remains, false, peer);
    this.exchange = exchange;
    requestDone = false;
    exchange.clientFailed(failure);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (exchange != null) {
      exchange.requestFlush();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded();
    } else if (event instanceof SslCloseCompletionEvent && phase != Phase.LINGER) {
      encryptionEnded();
    }
  }

  // Behind a closure alert nothing can be sent any more: the library answers it with its own, and
  // both ways are shut.
  private void encryptionEnded() {
    inputEnded = true;
    OpenExchange exchange = this.exchange;
    if (exchange == null) {
      closeWhenSent();
    } else {
      exchange.clientGone(requestDone ? "closed while it waited" : "closed within its request");
      channel.close();
    }
  }

  // A client that announced to send no more may close its half and still read (RFC 9112 section
  // 9.6); one that did not, and closes while it waits, is gone. While requests wait in `unread`,
  // the announcement may be among them.
  private void inputEnded() {
    inputEnded = true;
    OpenExchange exchange = this.exchange;
    if (exchange == null) {
      closeWhenSent();
    } else if (phase == Phase.WEB_SOCKET) {
      webSocketInputEnded(exchange);
    } else if (unread == null && (!requestDone || keepAlive)) {
      exchange.clientGone(requestDone ? "closed while it waited" : "closed within its request");
      channel.close();
    }
  }

  // What came before the end, and is not passed on yet, comes first.
  private void webSocketInputEnded(OpenExchange exchange) {
    if (unread == null) {
      exchange.requestEnd(NO_FIELDS);
      if (outputEnded) {
        closeWhenSent();
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    boolean writable = channel.isWritable();
    OpenExchange exchange = this.exchange;
    if (exchange != null) {
      if (!writable && phase != Phase.WEB_SOCKET) {
        enter(Phase.WRITE, timeouts.clientWrite());
        uptake = new Uptake(channel);
      } else if (phase == Phase.WRITE) {
        phase = Phase.EXCHANGE;
        deadline.disarm();
      }
      exchange.clientWritable(writable);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    deadline.disarm();
    total.disarm();
    oweNoBody();
    if (output != null) {
      output.discard();
    }
    if (unread != null) {
      unread.release();
      unread = null;
    }
    if (peer != null) {
      server.loop().countClients(-1);
    }
    connections.remove(this);
    OpenExchange exchange = this.exchange;
    if (exchange != null) {
      this.exchange = null;
      try {
        exchange.clientGone("closed its connection");
      } catch (RuntimeException bug) {
        exchange.broke(bug);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
    Throwable cause = Goodbye.cause(thrown);
    if (!(cause instanceof java.io.IOException)) {
      broke(thrown);
      return;
    }
    OpenExchange exchange = this.exchange;
    if (exchange != null) {
      exchange.clientGone(String.valueOf(cause.getMessage()));
    }
    channel.close();
  }

  // A bug of ours must not be silence: who waits for an answer gets one, and no other request comes
  // over this connection, whose state is not known any more.
  private void broke(Throwable bug) {
    keepAlive = false;
    OpenExchange exchange = this.exchange;
    if (exchange != null) {
      exchange.broke(bug);
    } else if ((!answerDone || heads.partial()) && phase != Phase.LINGER && channel.isActive()) {
      refuse(Failure.of(Cause.PROXY_INTERNAL_ERROR, bug.toString()), Remains.of(new byte[0]));
    } else {
      channel.close();
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException bug) {
      broke(bug);
    }
  }

  private void expired() {
    switch (phase) {
      case IDLE, LINGER -> {
        if (Uptake.pending(channel) == 0 || !stillTaking()) {
          channel.close();
        }
      }
      case HEAD ->
          refuse(
              Failure.of(Cause.REQUEST_TIMEOUT, "the head took too long"),
              Remains.of(heads.kept()));
      case BODY -> bodyTooSlow("the client sent nothing of its body for " + timeouts.clientBody());
      case WRITE -> {
        if (!stillTaking()) {
          reset();
        }
      }
      case EXCHANGE, WEB_SOCKET -> {}
    }
  }

  // Whether the client takes its answer fast enough, and has as much time again; what it is told
  // of otherwise is that it is gone.
  private boolean stillTaking() {
    Uptake known = uptake;
    if (known == null) {
      uptake = new Uptake(channel);
      deadline.arm(timeouts.clientWrite().toNanos());
      return true;
    }
    Pace pace = Pace.of(limits.responseRate(), timeouts.clientWrite());
    long taken = known.bytes();
    if (pace.kept(taken)) {
      deadline.arm(timeouts.clientWrite().toNanos());
      return true;
    }
    OpenExchange exchange = this.exchange;
    if (exchange != null) {
      exchange.clientGone(pace.evidence("took of its answer", taken));
    }
    return false;
  }

  private void tookTooLong() {
    if (exchange != null) {
      exchange.tookTooLong();
    }
  }

  private void enter(Phase next, Duration limit) {
    phase = next;
    deadline.arm(limit.toNanos());
  }

  // ---- what goes out ----

  @Override
  public void interim(ResponseHead head) {
    if (request != null && request.protocol().equals("1.1")) {
      ResponseWriter.interim(output.newHead(), head);
      output.head(false);
      output.flush();
      if (head.status() == 100 && !requestDone) {
        awaitsContinue = false;
        oweBody();
      }
    }
  }

  @Override
  public void head(ResponseHead head, long length, byte[] requestId) {
    if (head.status() == 101) {
      upgrade(head, requestId);
      return;
    }
    AnswerFraming framing = framing(length);
    keepAlive &= requestDone && !draining && framing != AnswerFraming.UNTIL_CLOSE;
    untilClose = framing == AnswerFraming.UNTIL_CLOSE;
    conversing = true;
    oweNoBody();
    byte[] date = server.loop().date();
    ResponseWriter.relayed(output.newHead(), head, framing, requestId, date, !keepAlive);
    output.head(framing == AnswerFraming.CHUNKED);
  }

  // What the client sent behind its request waits in `unread`: it is passed on once the exchange,
  // which is still on the stack, is ready for it.
  private void upgrade(ResponseHead head, byte[] requestId) {
    keepAlive = false;
    requestDone = false;
    phase = Phase.WEB_SOCKET;
    deadline.disarm();
    total.disarm();
    String key = request == null ? "" : request.fields().joined(FieldName.SEC_WEBSOCKET_KEY);
    ResponseWriter.upgrade(output.newHead(), head, WebSocketHandshake.accept(key), requestId);
    output.head(false);
    server.loop().eventLoop().execute(() -> guarded(this::upgraded));
  }

  private void upgraded() {
    OpenExchange exchange = this.exchange;
    if (exchange == null || phase != Phase.WEB_SOCKET) {
      return;
    }
    ByteBuf waiting = unread;
    unread = null;
    if (waiting != null) {
      readOn(true);
      resume(waiting);
    }
    if (draining) {
      exchange.drain();
    }
  }

  private AnswerFraming framing(long length) {
    if (length >= 0) {
      return AnswerFraming.AS_GIVEN;
    }
    boolean takesChunks = request != null && request.protocol().equals("1.1");
    return takesChunks ? AnswerFraming.CHUNKED : AnswerFraming.UNTIL_CLOSE;
  }

  @Override
  public void body(ByteBuf data) {
    output.body(data);
  }

  @Override
  public void end(Fields trailers) {
    if (phase == Phase.WEB_SOCKET) {
      endWebSocketOutput();
      return;
    }
    output.end(trailers);
    ended();
  }

  private void endWebSocketOutput() {
    outputEnded = true;
    output.endHalf();
    if (inputEnded) {
      closeWhenSent();
    }
  }

  @Override
  public void answer(GatewayAnswer answer, Fields kept, byte[] requestId) {
    keepAlive &= requestDone && !draining;
    byte[] date = server.loop().date();
    ResponseWriter.own(output.newHead(), answer, kept, requestId, date, !keepAlive);
    output.head(false);
    if (request == null || request.method() != Method.HEAD) {
      output.body(Unpooled.wrappedBuffer(answer.body()));
    }
    ended();
  }

  // The exchange is over for the client. What it sent meanwhile is read now.
  private void ended() {
    output.flush();
    oweNoBody();
    total.disarm();
    deadline.disarm();
    exchange = null;
    request = null;
    answerDone = true;
    if (!keepAlive) {
      linger();
      return;
    }
    if (draining) {
      closeWhenSent();
      return;
    }
    enter(Phase.IDLE, timeouts.clientIdle());
    readOn(true);
    resume();
  }

  private void resume() {
    ByteBuf waiting = unread;
    if (waiting == null) {
      if (inputEnded) {
        closeWhenSent();
      }
      return;
    }
    unread = null;
    // Here the exchange before is still on the stack, and what the next one throws is not its bug.
    if (reading) {
      server.loop().eventLoop().execute(() -> guarded(() -> resume(waiting)));
    } else {
      guarded(() -> resume(waiting));
    }
  }

  // As when it is read from the socket: with what comes behind the last byte.
  private void resume(ByteBuf waiting) {
    take(waiting);
    if (exchange != null) {
      exchange.requestFlush();
    }
    if (inputEnded) {
      inputEnded();
    }
  }

  // Closing with unread bytes would reset the connection, and the reset can overtake the answer:
  // end our half, take what still comes for a moment, then close (RFC 9112 section 9.6).
  private void linger() {
    boolean more = unread != null;
    if (unread != null) {
      unread.release();
      unread = null;
    }
    if ((requestDone && !more) || inputEnded) {
      closeWhenSent();
      return;
    }
    enter(Phase.LINGER, LINGER);
    readOn(true);
    Goodbye.shutOutput(channel);
  }

  // Chunked and counted bodies are seen to be cut short when the connection ends; one that ends
  // with the connection is not, unless the connection is reset.
  @Override
  public void truncate() {
    exchange = null;
    output.flush();
    if (untilClose) {
      reset();
    } else {
      closeWhenSent();
    }
  }

  // Where the input has ended the transport has nothing to read from, and epoll says so by
  // throwing.
  private void readOn(boolean wanted) {
    if (!inputEnded) {
      channel.config().setAutoRead(wanted);
    }
  }

  // Closing at once would throw away what the socket has not taken yet.
  private void closeWhenSent() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.close());
    enter(Phase.LINGER, timeouts.clientWrite());
  }

  private void reset() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    Goodbye.abort(channel);
  }

  @Override
  public void flush() {
    output.flush();
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  @Override
  public void readRequest(boolean wanted) {
    readOn(wanted && unread == null);
    paused = !wanted;
    if (!wanted) {
      oweNoBody();
    } else if (!requestDone && phase == Phase.EXCHANGE) {
      awaitBody();
    }
  }

  @Override
  public void limit(Duration time) {
    total.arm(time.toNanos());
  }

  // ---- shutdown ----

  @Override
  public void drain(Duration grace) {
    draining = true;
    if (phase == Phase.IDLE) {
      deadline.arm(grace.toNanos());
    } else if (exchange != null) {
      exchange.drain();
    }
  }

  @Override
  public void endNow() {
    OpenExchange exchange = this.exchange;
    if (exchange != null) {
      keepAlive = false;
      exchange.clientFailed(Failure.of(Cause.DRAINING, "the drain time is over"));
    } else {
      channel.close();
    }
  }

  private enum Phase {
    /// Between two exchanges.
    IDLE,
    /// A head has begun.
    HEAD,
    /// A body is being sent.
    BODY,
    /// An exchange is under way, and the client owes nothing.
    EXCHANGE,
    /// The client does not take its answer.
    WRITE,
    /// Bytes of a WebSocket pass; its time limit is the exchange's.
    WEB_SOCKET,
    /// The last answer is sent, and what still comes is thrown away.
    LINGER
  }
}
