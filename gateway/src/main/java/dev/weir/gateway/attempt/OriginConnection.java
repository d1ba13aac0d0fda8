package dev.weir.gateway.attempt;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.gateway.http1.BodyReader;
import dev.weir.gateway.http1.BodyRules;
import dev.weir.gateway.http1.BodySink;
import dev.weir.gateway.http1.Framing;
import dev.weir.gateway.http1.HeadScanner;
import dev.weir.gateway.http1.Output;
import dev.weir.gateway.http1.ResponseParser;
import dev.weir.gateway.loop.Deadline;
import dev.weir.gateway.loop.Loop;
import dev.weir.gateway.loop.Uptake;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.HopByHop;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.gateway.tls.OriginTls;
import dev.weir.gateway.websocket.WebSocketHandshake;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection to an origin: idle in its pool, or at work for one attempt at a time.
///
/// Long because it is one state machine: what arrives (connected, bytes, end, error, time) meets
/// how far the attempt is (connecting, sending, waiting, reading; a WebSocket's bytes passing).
final class OriginConnection extends ChannelInboundHandlerAdapter
    implements OriginStream, Connecting {
  private static final Fields NO_FIELDS = new Fields(new byte[0], 0);
  private static final Duration LAST_WORD = Duration.ofSeconds(1);
  private static final int NONCE = 16;
  private static final Pattern TIMEOUT = Pattern.compile("(?i)\\btimeout\\s*=\\s*(\\d{1,9})");

  private final OriginPool pool;
  private final Loop loop;
  private final LimitsConfig limits;
  private final TimeoutsConfig timeouts;
  private final HeadScanner heads;
  private final ResponseParser parser;
  private final BodyReader bodies = new BodyReader();
  private final BodyRules rules;
  private final Deadline deadline;
  private @Nullable Uptake uptake;

  private @Nullable Channel channel;
  private @Nullable Output output;
  private @Nullable ByteBuf input;

  // The attempt under way; none while idle.
  private @Nullable AttemptListener listener;
  // Who is being told of the end of an attempt that this connection is done with.
  private @Nullable AttemptListener told;
  private OpenAttempt attempt;
  private OriginRequest request;
  private final EarlyBody early = new EarlyBody();
  private boolean requestEnded;
  private boolean answering;
  private boolean webSocket;
  private boolean inputEnded;
  private String webSocketKey = "";
  private boolean keepAlive;
  private String ioError = "";
  private Cause onExpiry = Cause.HTTP_RESPONSE_TIMEOUT;

  private long idleSince;
  private boolean closedByUs;

  // begin() is always called before anything reads these.
  @SuppressWarnings("NullAway.Init")
  OriginConnection(OriginPool pool, Loop loop, LimitsConfig limits, TimeoutsConfig timeouts) {
    this.pool = pool;
    this.loop = loop;
    this.limits = limits;
    this.timeouts = timeouts;
    int most = (int) limits.responseHead().bytes();
    FailureException tooLarge =
        new FailureException(
            Failure.of(
                    Cause.HTTP_RESPONSE_HEADER_SECTION_SIZE,
                    "more than " + most + " bytes of answer head")
                .with("header-section-size", Integer.toString(most)));
    this.heads = new HeadScanner(most, ResponseParser::malformed, tooLarge, tooLarge);
    this.parser = new ResponseParser(limits);
    this.rules = new BodyRules.OfResponse(limits);
    this.deadline = new Deadline(loop.wheel(), () -> guarded(this::expired));
  }

  void begin(OpenAttempt attempt, AttemptListener listener, OriginRequest request) {
    this.attempt = attempt;
    this.listener = listener;
    this.request = request;
    webSocketKey = webSocketKey(request.head());
    requestEnded = isUpgrade();
    answering = false;
    if (output != null) {
      sendHead(output);
    }
  }

  private boolean isUpgrade() {
    return !request.head().upgrade().isEmpty();
  }

  // That of the client, where it has one: only it can know what it will accept.
  private String webSocketKey(RequestHead head) {
    if (head.upgrade().isEmpty()) {
      return "";
    }
    return head.protocol().equals("2")
        ? WebSocketHandshake.key(loop.ids().bytes(NONCE))
        : head.fields().joined(FieldName.SEC_WEBSOCKET_KEY);
  }

  @Override
  public void connecting(Channel channel) {
    this.channel = channel;
    if (listener == null) {
      close();
    }
  }

  @Override
  public void refuse(Failure failure) {
    loop.eventLoop().execute(() -> guarded(() -> fail(failure)));
  }

  @Override
  public boolean onlyHttp1() {
    return isUpgrade();
  }

  @Override
  public boolean abandoned() {
    return listener == null;
  }

  /// What was begun here goes on over an HTTP/2 connection.
  void moveTo(Http2OriginConnection shared) {
    AttemptListener listener = this.listener;
    if (listener != null) {
      this.listener = null;
      Http2OriginStream stream =
          new Http2OriginStream(pool, loop, attempt, listener, request, early);
      shared.carry(stream);
      listener.carriedBy(stream);
    }
  }

  long idleSince() {
    return idleSince;
  }

  void close() {
    closedByUs = true;
    if (channel != null) {
      channel.close();
    }
  }

  // ---- the request ----

  @Override
  public OpenAttempt attempt() {
    return attempt;
  }

  @Override
  public void body(ByteBuf data) {
    if (listener == null || !ioError.isEmpty()) {
      data.release();
    } else if (output == null) {
      early.body(data);
    } else {
      sending();
      output.body(data);
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
    if (output == null) {
      early.end(trailers);
    } else if (webSocket) {
      output.endHalf();
    } else {
      endRequest(output, trailers);
    }
  }

  @Override
  public void flush() {
    if (output != null) {
      output.flush();
    }
  }

  @Override
  public boolean writable() {
    return output != null && channel != null && channel.isWritable();
  }

  @Override
  public void readAnswer(boolean wanted) {
    if (channel != null && !inputEnded) {
      channel.config().setAutoRead(wanted);
      if (!wanted) {
        deadline.disarm();
      } else {
        awaitMore();
      }
    }
  }

  @Override
  public void cancel() {
    if (listener != null) {
      detach();
      attempt.ended();
      close();
    }
  }

  private void sendHead(Output output) {
    RequestWriter.write(
        output.newHead(), request, pool.origin(), pool.service().host(), webSocketKey);
    output.head(request.bodyLength() < 0 && !isUpgrade());
    attempt.sentSome();
    if (request.head().expectsContinue() || isUpgrade()) {
      await(Cause.HTTP_RESPONSE_TIMEOUT, firstByte());
    }
  }

  private void endRequest(Output output, Fields trailers) {
    output.end(trailers);
    requestEnded = true;
    if (listener != null && !answering) {
      await(Cause.HTTP_RESPONSE_TIMEOUT, firstByte());
    }
  }

  private Duration firstByte() {
    return request.firstByte();
  }

  private void await(Cause cause, Duration time) {
    onExpiry = cause;
    deadline.arm(time.toNanos());
  }

  // ---- what happens to the connection ----

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connected(context.channel());
  }

  @Override
  public void connected(Channel channel) {
    loop.countOrigins(1);
    this.channel = channel;
    Output output = new Output(channel, loop.writer());
    this.output = output;
    if (listener == null) {
      close();
      return;
    }
    attempt.connected();
    sendHead(output);
    early.sendTo(this);
    output.flush();
    if (listener != null) {
      listener.originWritable(true);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    input = in;
    try {
      read(in);
    } catch (FailureException e) {
      fail(e.failure());
    } finally {
      input = null;
      in.release();
    }
  }

  private void read(ByteBuf in) throws FailureException {
    if (listener == null) {
      close();
      return;
    }
    if (!heads.partial() && !answering) {
      attempt.firstByte();
    }
    while (listener != null && in.isReadable()) {
      if (webSocket) {
        listener.body(in.readRetainedSlice(in.readableBytes()));
      } else if (answering) {
        bodies.read(in, answer);
      } else {
        byte[] head = heads.read(in, loop.scratch((int) limits.responseHead().bytes()));
        if (head == null) {
          ResponseParser.checkBeginning(heads.kept());
          break;
        }
        answer(parser.parse(head), ResponseParser.isHttp10(head));
      }
    }
    awaitMore();
  }

  // What the origin owes now. As long as the request goes on, a 1xx obliges it to nothing but to
  // take that.
  private void awaitMore() {
    if (listener == null || webSocket) {
      return;
    }
    if (answering || heads.partial()) {
      await(Cause.CONNECTION_READ_TIMEOUT, timeouts.betweenBytes());
    } else if (requestEnded) {
      await(Cause.HTTP_RESPONSE_TIMEOUT, firstByte());
    } else if (onExpiry != Cause.CONNECTION_WRITE_TIMEOUT) {
      deadline.disarm();
    }
  }

  private void answer(ResponseHead head, boolean http10) throws FailureException {
    AttemptListener listener = this.listener;
    if (listener == null) {
      return;
    }
    if (head.status() == 101) {
      upgrade(head, listener);
      return;
    }
    if (head.interim()) {
      listener.interim(head);
      return;
    }
    Framing framing = ResponseParser.framing(head, request.head().method(), http10);
    attempt.answered(head.status());
    bodies.start(framing, rules);
    answering = true;
    keepAlive = keepsAlive(head.fields(), framing, http10) && !bodyMayBeUnread();
    listener.response(head, lengthOf(framing));
    if (framing.empty()) {
      complete(NO_FIELDS);
    }
  }

  // From here on there are bytes only, and the connection is never used again. Its halves end each
  // by itself.
  private void upgrade(ResponseHead head, AttemptListener listener) throws FailureException {
    if (!isUpgrade()) {
      throw new FailureException(Cause.HTTP_UPGRADE_FAILED, "101 without having been asked for");
    }
    WebSocketHandshake.verify(head, webSocketKey);
    attempt.answered(head.status());
    answering = true;
    webSocket = true;
    deadline.disarm();
    if (channel != null) {
      channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }
    listener.response(head, -1);
  }

  private static long lengthOf(Framing framing) {
    return switch (framing.kind()) {
      case NONE, LENGTH -> framing.length();
      case CHUNKED, UNTIL_CLOSE -> -1;
    };
  }

  private boolean keepsAlive(Fields fields, Framing framing, boolean http10) {
    if (fields.has(FieldName.KEEP_ALIVE)) {
      Matcher timeout = TIMEOUT.matcher(fields.first(FieldName.KEEP_ALIVE));
      if (timeout.find()) {
        pool.learnTimeout(Duration.ofSeconds(Long.parseLong(timeout.group(1))));
      }
    }
    boolean twoLengths =
        framing.kind() == Framing.Kind.CHUNKED && fields.has(FieldName.CONTENT_LENGTH);
    return framing.kind() != Framing.Kind.UNTIL_CLOSE
        && !twoLengths
        && (http10
            ? HopByHop.hasOption(fields, "keep-alive")
            : !HopByHop.hasOption(fields, "close"));
  }

  // A body that the origin did not expect may still lie there, to be read as the next request.
  private boolean bodyMayBeUnread() {
    return request.bodyLength() != 0 && request.head().method().bodyIsUnusual();
  }

  // The answer's body, on its way to the exchange.
  private final BodySink answer =
      new BodySink() {
        @Override
        public void body(ByteBuf data) {
          if (listener == null) {
            data.release();
          } else {
            listener.body(data);
          }
        }

        @Override
        public void end(Fields trailers) {
          complete(trailers);
        }
      };

  // Back into the pool first: the exchange may at once begin the next, which then finds it there.
  private void complete(Fields trailers) {
    AttemptListener listener = this.listener;
    if (listener == null) {
      return;
    }
    detach();
    attempt.ended();
    boolean clean = input == null || !input.isReadable();
    if (keepAlive
        && requestEnded
        && clean
        && ioError.isEmpty()
        && channel != null
        && channel.isActive()) {
      idleSince = System.nanoTime();
      pool.release(this);
    } else {
      close();
    }
    told = listener;
    listener.end(trailers);
    told = null;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (listener != null) {
      listener.readComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    boolean writable = context.channel().isWritable();
    if (listener == null) {
      return;
    }
    if (!answering) {
      if (writable) {
        onExpiry = Cause.HTTP_RESPONSE_TIMEOUT;
        awaitMore();
      } else {
        uptake = new Uptake(context.channel());
        await(Cause.CONNECTION_WRITE_TIMEOUT, timeouts.originWrite());
      }
    }
    listener.originWritable(writable);
  }

  // Over TLS nobody but the origin can say that it has said all: an end without its word for it may
  // be somebody else's doing (RFC 9112 section 9.8).
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    boolean closeNotify = event == SslCloseCompletionEvent.SUCCESS;
    if (closeNotify && !webSocket) {
      pool.closing(this, !closedByUs);
      inputEnded(true);
      close();
    } else if (closeNotify || event == ChannelInputShutdownEvent.INSTANCE) {
      webSocketEnded(closeNotify || pool.tls() == null);
    }
  }

  private void webSocketEnded(boolean sure) {
    AttemptListener listener = this.listener;
    if (listener != null && !inputEnded) {
      inputEnded = true;
      if (ioError.isEmpty() && sure) {
        listener.end(NO_FIELDS);
      } else {
        fail(closedWithin());
      }
    }
  }

  private Failure closedWithin() {
    return Failure.of(
        Cause.HTTP_RESPONSE_INCOMPLETE, pool.origin() + " closed within its answer" + ioError);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.countOrigins(-1);
    if (output != null) {
      output.discard();
    }
    inputEnded(pool.tls() == null);
    pool.closed(this, !closedByUs);
  }

  private void inputEnded(boolean sure) {
    boolean whole =
        listener != null && answering && sure && !webSocket && bodies.completedByClose(answer);
    if (!whole && listener != null) {
      boolean begun = answering || heads.partial();
      fail(
          begun
              ? closedWithin()
              : Failure.of(
                  Cause.CONNECTION_TERMINATED,
                  pool.origin() + " closed before its answer" + ioError));
    }
  }

  // A failed write is not yet the end: an origin that refuses a body answers first and then closes,
  // and its answer is still to be read. After a failed read the channel closes by itself.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable caught) {
    Throwable thrown = OriginTls.unwrapped(caught);
    if (!(thrown instanceof IOException)) {
      broke(thrown);
    } else if (listener == null) {
      close();
    } else if (pool.tls() != null && thrown instanceof SSLException && !attempt.begun()) {
      if (!attempt.reused() && OriginTls.endsHandshake(context.channel(), thrown)) {
        attempt.unsent();
      }
      fail(pool.tls().failure(pool.origin(), thrown));
    } else {
      ioError = ": " + thrown.getMessage();
      if (!answering && !heads.partial()) {
        await(Cause.CONNECTION_TERMINATED, LAST_WORD);
      }
    }
  }

  private void expired() {
    Uptake taken = uptake;
    if (onExpiry == Cause.CONNECTION_WRITE_TIMEOUT && taken != null && taken.bytes() > 0) {
      await(onExpiry, timeouts.originWrite());
      return;
    }
    fail(Failure.of(onExpiry, pool.origin() + " took too long: " + onExpiry.code()));
  }

  private void fail(Failure failure) {
    AttemptListener listener = this.listener;
    if (listener != null) {
      detach();
      close();
      told = listener;
      listener.failed(attempt.failed(failure));
      told = null;
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException bug) {
      broke(bug);
    }
  }

  // A bug costs the exchange in whose course it shows, and is never silence to its client.
  private void broke(Throwable bug) {
    AttemptListener told = this.told;
    this.told = null;
    if (told != null) {
      told.broke(bug);
    } else if (listener != null) {
      AttemptListener listener = this.listener;
      detach();
      attempt.failed(Failure.of(Cause.PROXY_INTERNAL_ERROR, bug.toString()));
      listener.broke(bug);
    }
    close();
  }

  private void detach() {
    listener = null;
    deadline.disarm();
    early.discard();
  }
}
