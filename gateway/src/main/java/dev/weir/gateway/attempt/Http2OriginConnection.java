package dev.weir.gateway.attempt;

import dev.weir.gateway.http2.ErrorCode;
import dev.weir.gateway.http2.Session;
import dev.weir.gateway.http2.SessionLimits;
import dev.weir.gateway.http2.SessionListener;
import dev.weir.gateway.http2.Stream;
import dev.weir.gateway.loop.Loop;
import dev.weir.gateway.tls.OriginTls;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One HTTP/2 connection to an origin: as many attempts at the same time as the origin takes.
/// Attempts that come before it is there wait for it.
final class Http2OriginConnection extends ChannelInboundHandlerAdapter
    implements SessionListener, Connecting {
  // Before the origin has said how many it takes (RFC 9113 section 6.5.2 advises it not to take
  // fewer).
  private static final int MOST_EARLY = 100;
  // As good as none: an answer's head has a limit in bytes.
  private static final int MOST_FIELDS = 10_000;

  private final OriginPool pool;
  private final Loop loop;
  private final List<Http2OriginStream> waiting = new ArrayList<>(1);
  private final List<Http2OriginStream> open = new ArrayList<>();
  private @Nullable Channel channel;
  private @Nullable Session session;
  private boolean ended;
  private boolean proven;
  private String ioError = "";
  private long idleSince = System.nanoTime();

  Http2OriginConnection(OriginPool pool, Loop loop) {
    this.pool = pool;
    this.loop = loop;
  }

  // ---- attempts ----

  /// Whether it can carry another attempt.
  boolean takesMore() {
    if (ended) {
      return false;
    }
    return session == null
        ? waiting.size() < MOST_EARLY
        : session.mayOpen() && (session.settled() || open.size() < MOST_EARLY);
  }

  /// Whether the origin has said that it takes WebSockets (RFC 8441).
  boolean takesConnect() {
    Session session = this.session;
    return session != null && session.settled() && session.takesConnect();
  }

  /// Whether it has carried any.
  boolean used() {
    return session != null;
  }

  /// Carries the attempt, at once or as soon as it can.
  void carry(Http2OriginStream stream) {
    Session session = this.session;
    if (session == null) {
      waiting.add(stream);
    } else {
      open(session, stream, false);
    }
  }

  // Who wants a WebSocket has to wait until the origin has said whether it takes one.
  private void open(Session session, Http2OriginStream stream, boolean fresh) {
    if (stream.over()) {
      return;
    }
    if (stream.upgrades() && !session.settled()) {
      waiting.add(stream);
      stream.awaitSettings();
    } else if (stream.upgrades() && !session.takesConnect()) {
      String evidence = pool.origin() + " takes no WebSockets over HTTP/2 (RFC 8441 section 3)";
      Failure failure = Failure.of(Cause.HTTP_UPGRADE_FAILED, evidence);
      loop.eventLoop().execute(() -> stream.refuse(failure));
    } else {
      open.add(stream);
      stream.open(session, fresh);
    }
  }

  boolean idle() {
    return open.isEmpty() && waiting.isEmpty();
  }

  long idleSince() {
    return idleSince;
  }

  /// Ends after the attempts that it carries.
  void retire() {
    ended = true;
    if (idle()) {
      close();
    }
  }

  void close() {
    ended = true;
    if (session != null) {
      session.goAway(false);
    }
    Channel channel = this.channel;
    if (channel != null) {
      loop.eventLoop().execute(channel::close);
    }
  }

  // ---- the connection ----

  @Override
  public void connecting(Channel channel) {
    this.channel = channel;
  }

  @Override
  public boolean onlyHttp1() {
    return false;
  }

  @Override
  public boolean abandoned() {
    return false;
  }

  @Override
  public void refuse(Failure failure) {
    ended = true;
    loop.eventLoop().execute(() -> refuseWaiting(failure));
    pool.shared().remove(this);
  }

  private void refuseWaiting(Failure failure) {
    List<Http2OriginStream> refused = List.copyOf(waiting);
    waiting.clear();
    refused.forEach(stream -> stream.refuse(failure));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connected(context.channel());
  }

  @Override
  public void connected(Channel channel) {
    loop.countOrigins(1);
    this.channel = channel;
    SessionLimits most =
        new SessionLimits((int) pool.limits().responseHead().bytes(), MOST_FIELDS, 0);
    Session session = new Session(channel, false, most, loop.hpack(), this);
    this.session = session;
    session.start();
    openWaiting(session);
  }

  private void openWaiting(Session session) {
    List<Http2OriginStream> first = List.copyOf(waiting);
    waiting.clear();
    first.forEach(stream -> open(session, stream, true));
    if (idle()) {
      becameIdle();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (session != null) {
        session.read(in);
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    for (Http2OriginStream stream : List.copyOf(open)) {
      stream.readComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (session != null && context.channel().isWritable()) {
      session.channelWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.countOrigins(-1);
    ended = true;
    if (session != null) {
      session.closed("closed the connection" + ioError);
    }
    refuseWaiting(
        Failure.of(
            Cause.CONNECTION_TERMINATED, pool.origin() + " closed the connection" + ioError));
    pool.shared().remove(this);
    pool.oneLess();
  }

  // The origin has said its last (RFC 8446 section 6.1), whether or not it closes the connection.
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == SslCloseCompletionEvent.SUCCESS) {
      ended = true;
      context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable caught) {
    Throwable thrown = OriginTls.unwrapped(caught);
    ioError = ": " + thrown.getMessage();
    ended = true;
    OriginTls tls = pool.tls();
    if (tls != null && thrown instanceof SSLException) {
      boolean unsent = !proven() && OriginTls.endsHandshake(context.channel(), thrown);
      Failure failure = tls.failure(pool.origin(), thrown);
      List.copyOf(open).forEach(stream -> stream.tlsFailed(failure, unsent));
    }
    context.close();
  }

  // Whether the origin has answered anything, and so has let us in.
  private boolean proven() {
    return proven || open.stream().anyMatch(stream -> stream.attempt().begun());
  }

  // ---- the session ----

  @Override
  public Stream opened() {
    throw new IllegalStateException("a stream opened by an origin");
  }

  @Override
  public void blockBegun() {}

  @Override
  public void forgotten(Stream stream) {
    Http2OriginStream ended = (Http2OriginStream) stream;
    open.remove(ended);
    proven |= ended.attempt().begun();
    if (idle()) {
      becameIdle();
    }
  }

  private void becameIdle() {
    idleSince = System.nanoTime();
    if (ended) {
      close();
    } else {
      pool.shared().idle(this);
    }
  }

  @Override
  public void settled(boolean first) {
    Session session = this.session;
    if (first && session != null && !waiting.isEmpty()) {
      openWaiting(session);
    }
  }

  @Override
  public void goneAway(ErrorCode code) {
    ended = true;
    if (idle()) {
      close();
    }
  }

  @Override
  public void broken(ErrorCode code, String evidence) {
    close();
  }
}
