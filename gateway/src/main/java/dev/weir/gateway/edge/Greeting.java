package dev.weir.gateway.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.gateway.edge.Refusals.Reason;
import dev.weir.gateway.http1.Remains;
import dev.weir.gateway.identify.Peer;
import dev.weir.gateway.life.LoopServer;
import dev.weir.gateway.loop.Deadline;
import dev.weir.gateway.tls.ListenerTls;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The first moments of a client's connection: shakes hands where the listener encrypts, and
/// chooses who serves the connection, by ALPN or, in clear text, by its first bytes. Then it leaves
/// the pipeline, so that it costs a connection something and a request nothing.
///
/// A handshake that does not come about is recorded as [Cause#CLIENT_TLS_ERROR]; a connection that
/// is closed before it has sent anything is nobody's failure.
///
/// A connection over a limit is turned away here: answered if it is in clear text and not too many
/// are at the same time, closed if not.
final class Greeting extends ChannelInboundHandlerAdapter implements OpenConnection {
  // What an HTTP/2 connection begins with (RFC 9113 section 3.4), as far as no request of HTTP/1.1
  // does.
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n".getBytes(US_ASCII);
  // The content type of a TLS record that carries a handshake (RFC 8446 section 5.1).
  private static final int HANDSHAKE = 22;
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final LoopServer server;
  private final ClientConnections connections;
  private final Optional<ListenerTls> tls;
  private final TimeoutsConfig timeouts;
  private final Deadline deadline;

  private ChannelHandlerContext context;
  private @Nullable ByteBuf first;
  private @Nullable Failure refusal;
  private boolean handshaking;
  private boolean over;

  private enum Version {
    HTTP_1_1,
    HTTP_2
  }

  /// @param tls how the listener encrypts; in clear text if empty
  // channelActive() is always called before anything reads the context.
  @SuppressWarnings("NullAway.Init")
  Greeting(LoopServer server, ClientConnections connections, Optional<ListenerTls> tls) {
    this.server = server;
    this.connections = connections;
    this.tls = tls;
    this.timeouts = server.snapshot().config().timeouts();
    this.deadline = new Deadline(server.loop().wheel(), this::expired);
  }

  // The one place that knows which versions of HTTP there are.
  private ChannelInboundHandler connection(Version version) {
    return switch (version) {
      case HTTP_1_1 -> new ClientConnection(server, connections, refusal);
      case HTTP_2 -> new Http2Connection(server, connections);
    };
  }

  // ---- what comes in ----

  @Override
  public void channelActive(ChannelHandlerContext context) {
    this.context = context;
    server.loop().countClients(1);
    deadline.arm((tls.isPresent() ? timeouts.tlsHandshake() : timeouts.clientIdle()).toNanos());
    connections.add(this);
    admit((SocketChannel) context.channel());
  }

  private void admit(SocketChannel channel) {
    InetSocketAddress client = Peers.address(channel);
    String excess = Arrival.of(channel).excess();
    if (!excess.isEmpty()) {
      refuse(Reason.CONNECTIONS, excess);
    } else if (client != null && !server.snapshot().identifier().trusts(client.getAddress())) {
      LimitsConfig limits = server.snapshot().config().limits();
      String over = connections.crowd().enter(channel, client.getAddress(), limits);
      if (!over.isEmpty()) {
        refuse(Reason.CLIENT_CONNECTIONS, over);
      }
    }
  }

  private void refuse(Reason reason, String evidence) {
    Refusals refusals = connections.crowd().refusals();
    refusals.add(reason);
    if (tls.isEmpty() && refusals.answers()) {
      refusal = Failure.of(Cause.TOO_MANY_CONNECTIONS, evidence);
      deadline.arm(FAREWELL.toNanos());
    } else {
      turnAway(evidence);
    }
  }

  private void turnAway(String evidence) {
    Refusals refusals = connections.crowd().refusals();
    if (refusals.records()) {
      fail(Failure.of(Cause.TOO_MANY_CONNECTIONS, evidence + refusals.others()));
    }
    leave();
    close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (over) {
      in.release();
      return;
    }
    ByteBuf all = first == null ? in : Unpooled.wrappedBuffer(first, in);
    first = all;
    if (tls.isPresent()) {
      encrypt(tls.get(), all);
    } else {
      choose(all);
    }
  }

  private void choose(ByteBuf all) {
    int length = Math.min(all.readableBytes(), PREFACE.length);
    boolean like =
        ByteBufUtil.equals(all, all.readerIndex(), Unpooled.wrappedBuffer(PREFACE), 0, length);
    if (!like) {
      serve(connection(Version.HTTP_1_1));
    } else if (length == PREFACE.length) {
      chooseHttp2();
    } else {
      deadline.arm((refusal == null ? timeouts.clientHead() : FAREWELL).toNanos());
    }
  }

  // Nothing can be said before the settings have gone to and fro.
  private void chooseHttp2() {
    if (refusal == null) {
      serve(connection(Version.HTTP_2));
    } else {
      turnAway(refusal.evidence());
    }
  }

  private void encrypt(ListenerTls tls, ByteBuf all) {
    first = null;
    int type = all.getUnsignedByte(all.readerIndex());
    if (type == HANDSHAKE) {
      handshaking = true;
      context.pipeline().addFirst(tls.handler(context.alloc()));
      context.pipeline().fireChannelRead(all);
    } else if (type >= 'A' && type <= 'Z') {
      refuseClearText(all);
    } else {
      all.release();
      fail("no TLS: the first byte is " + type + " (expected: " + HANDSHAKE + ")");
      close();
    }
  }

  // Who sent it can still be told in clear text, as nowhere else on this port.
  private void refuseClearText(ByteBuf all) {
    byte[] bytes = ByteBufUtil.getBytes(all);
    all.release();
    ClientConnection clear = new ClientConnection(server, connections, null);
    serve(clear);
    clear.refuse(
        Failure.of(Cause.CLIENT_TLS_ERROR, "HTTP in clear text on a TLS port"), Remains.of(bytes));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (over) {
      context.fireUserEventTriggered(event);
    } else if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        serve(connection(negotiated()));
      } else {
        fail(evidence(handshake.cause()));
      }
    } else if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded();
    }
  }

  private Version negotiated() {
    SslHandler handler = context.pipeline().get(SslHandler.class);
    boolean http2 = handler != null && "h2".equals(handler.applicationProtocol());
    return http2 ? Version.HTTP_2 : Version.HTTP_1_1;
  }

  private void inputEnded() {
    if (first != null) {
      serve(connection(Version.HTTP_1_1));
      context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    } else {
      if (handshaking) {
        fail("TLS handshake: the client closed the connection");
      }
      close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (handshaking && !over) {
      fail("TLS handshake: the client closed the connection");
    }
    leave();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
    if (handshaking && !over) {
      fail(evidence(thrown));
    }
    close();
  }

  private void expired() {
    if (first != null) {
      serve(connection(Version.HTTP_1_1));
      return;
    }
    if (tls.isPresent()) {
      String seen = handshaking ? "not done" : "nothing was sent";
      fail("TLS handshake: " + seen + " within " + timeouts.tlsHandshake());
    } else if (refusal == null) {
      connections.crowd().refusals().add(Reason.UNUSED);
    }
    close();
  }

  // ---- what becomes of it ----

  private void serve(ChannelInboundHandler connection) {
    ByteBuf bytes = first;
    first = null;
    leave();
    context.pipeline().replace(this, null, connection);
    context.fireChannelActive();
    if (bytes != null) {
      context.fireChannelRead(bytes);
    }
  }

  private void fail(String evidence) {
    fail(Failure.of(Cause.CLIENT_TLS_ERROR, evidence));
  }

  private void fail(Failure failure) {
    leave();
    Peer peer = Peers.of((SocketChannel) context.channel());
    if (peer != null) {
      server.recordUnanswered(failure, peer);
    }
  }

  private static String evidence(Throwable thrown) {
    Throwable cause = Goodbye.cause(thrown);
    String told =
        cause instanceof ClosedChannelException
            ? "the client closed the connection"
            : String.valueOf(cause.getMessage());
    // BoringSSL begins with numbers and names of its own source.
    return "TLS handshake: " + told.substring(told.lastIndexOf("OPENSSL_internal:") + 1);
  }

  private void leave() {
    if (!over) {
      over = true;
      deadline.disarm();
      connections.remove(this);
      server.loop().countClients(-1);
    }
    if (first != null) {
      first.release();
      first = null;
    }
  }

  private void close() {
    Goodbye.abort((SocketChannel) context.channel());
  }

  // ---- shutdown ----

  @Override
  public void drain(Duration grace) {
    if (!handshaking) {
      deadline.arm(grace.toNanos());
    }
  }

  @Override
  public void endNow() {
    close();
  }
}
