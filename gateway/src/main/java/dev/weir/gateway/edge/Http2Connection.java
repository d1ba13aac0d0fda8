package dev.weir.gateway.edge;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.gateway.http2.ErrorCode;
import dev.weir.gateway.http2.Session;
import dev.weir.gateway.http2.SessionLimits;
import dev.weir.gateway.http2.SessionListener;
import dev.weir.gateway.http2.Stream;
import dev.weir.gateway.identify.Peer;
import dev.weir.gateway.life.LoopServer;
import dev.weir.gateway.loop.Deadline;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/// One HTTP/2 connection of a client: as many exchanges at the same time as it has streams.
final class Http2Connection extends ChannelInboundHandlerAdapter
    implements SessionListener, OpenConnection {
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final LoopServer server;
  private final ClientConnections connections;
  private final TimeoutsConfig timeouts;
  private final LimitsConfig limits;
  private final Deadline deadline;
  private final Set<Http2Stream> open = new LinkedHashSet<>();
  private final ArrayList<Http2Stream> unflushed = new ArrayList<>();

  private SocketChannel channel;
  private Peer peer;
  private Session session;
  private Phase phase = Phase.HEAD;
  private int served;
  private boolean draining;

  // channelActive() is always called before anything reads these.
  @SuppressWarnings("NullAway.Init")
  Http2Connection(LoopServer server, ClientConnections connections) {
    this.server = server;
    this.connections = connections;
    this.timeouts = server.snapshot().config().timeouts();
    this.limits = server.snapshot().config().limits();
    this.deadline = new Deadline(server.loop().wheel(), this::expired);
  }

  Peer peer() {
    return peer;
  }

  SocketChannel channel() {
    return channel;
  }

  // ---- the connection ----

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = (SocketChannel) context.channel();
    Peer known = Peers.of(channel);
    if (known == null) {
      channel.close();
      return;
    }
    peer = known;
    SessionLimits most =
        new SessionLimits(
            (int) limits.requestHead().bytes(), limits.requestFields(), limits.streams());
    session = new Session(channel, true, most, server.loop().hpack(), this);
    server.loop().countClients(1);
    enter(Phase.HEAD, timeouts.clientHead());
    session.start();
    connections.add(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      session.read(in);
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!unflushed.isEmpty()) {
      unflushed.forEach(Http2Stream::requestFlush);
      unflushed.clear();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (channel.isWritable()) {
      session.channelWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      channel.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (session == null) {
      return;
    }
    deadline.cancel();
    session.closed("closed its connection");
    server.loop().countClients(-1);
    connections.remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
    if (!(Goodbye.cause(thrown) instanceof java.io.IOException)) {
      record(Failure.of(Cause.PROXY_INTERNAL_ERROR, thrown.toString()));
    }
    channel.close();
  }

  private void expired() {
    switch (phase) {
      case HEAD -> {
        record(Failure.of(Cause.REQUEST_TIMEOUT, "the head took too long"));
        session.goAway(false);
        closeWhenSent();
      }
      case IDLE -> {
        session.goAway(false);
        closeWhenSent();
      }
      case GRACE -> {
        session.goAway(false);
        closeIfDone();
      }
      case LINGER -> channel.close();
      case BUSY -> {}
    }
  }

  private void enter(Phase next, Duration limit) {
    phase = next;
    deadline.arm(limit.toNanos());
  }

  private void record(Failure failure) {
    server.recordUnanswered(failure, peer);
  }

  // ---- its streams ----

  @Override
  public Stream opened() {
    if (phase != Phase.GRACE && phase != Phase.LINGER) {
      phase = Phase.BUSY;
      deadline.disarm();
    }
    if (++served == limits.connectionRequests()) {
      session.goAway(false);
    }
    Http2Stream stream = new Http2Stream(this, server, session);
    open.add(stream);
    return stream;
  }

  @Override
  public void blockBegun() {
    if (phase == Phase.IDLE || phase == Phase.BUSY) {
      enter(Phase.HEAD, timeouts.clientHead());
    }
  }

  @Override
  public void forgotten(Stream stream) {
    open.remove((Http2Stream) stream);
    if (open.isEmpty() && (phase == Phase.BUSY || phase == Phase.GRACE)) {
      closeIfDone();
    }
  }

  private void closeIfDone() {
    if (open.isEmpty()) {
      if (session.goingAway()) {
        closeWhenSent();
      } else if (phase != Phase.GRACE) {
        enter(Phase.IDLE, timeouts.clientIdle());
      }
    }
  }

  @Override
  public void settled(boolean first) {
    if (first && open.isEmpty() && phase == Phase.HEAD) {
      enter(Phase.IDLE, timeouts.clientIdle());
    }
  }

  @Override
  public void goneAway(ErrorCode code) {
    if (open.isEmpty()) {
      closeWhenSent();
    }
  }

  @Override
  public void broken(ErrorCode code, String evidence) {
    Cause cause =
        code == ErrorCode.ENHANCE_YOUR_CALM ? Cause.CONNECTION_ABUSED : Cause.HTTP_REQUEST_ERROR;
    record(Failure.of(cause, "HTTP/2 " + code + ": " + evidence));
    linger();
  }

  void unflushed(Http2Stream stream) {
    unflushed.add(stream);
  }

  // ---- the end ----

  // Closing with unread bytes would reset the connection, and the reset can overtake the GOAWAY.
  private void linger() {
    enter(Phase.LINGER, LINGER);
    Goodbye.shutOutput(channel);
  }

  private void closeWhenSent() {
    enter(Phase.LINGER, LINGER);
    session.flush();
    server
        .loop()
        .eventLoop()
        .execute(() ->
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.close()));
  }

  /// Whether the gateway is about to stop.
  boolean draining() {
    return draining;
  }

  @Override
  public void drain(Duration grace) {
    draining = true;
    session.goAway(true);
    new ArrayList<>(open).forEach(Http2Stream::drain);
    if (phase != Phase.LINGER) {
      enter(Phase.GRACE, grace);
    }
  }

  @Override
  public void endNow() {
    for (Http2Stream stream : new ArrayList<>(open)) {
      stream.endNow();
    }
    session.goAway(false);
    closeWhenSent();
  }

  private enum Phase {
    /// The preface, or a head that has begun.
    HEAD,
    /// No exchange is under way.
    IDLE,
    BUSY,
    /// The client was told to open no more, and may not have heard it yet.
    GRACE,
    /// Nothing more is read.
    LINGER
  }
}
