package dev.weir.gateway.edge;

import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.gateway.edge.Listener.Lane;
import dev.weir.gateway.edge.Refusals.Reason;
import dev.weir.gateway.identify.Peer;
import dev.weir.gateway.life.LoopServer;
import dev.weir.gateway.loop.Deadline;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The header of the PROXY protocol, version 1 or 2 (haproxy's `proxy-protocol.txt`), by which a
/// balancer in front says who its client is. Everything behind this handler takes that for the
/// client: limits, TLS, `Forwarded`, log. A header that names nobody (`UNKNOWN`, `LOCAL`, a health
/// check) leaves the connection to who is at its other end.
///
/// Where it is expected it is required, and nothing but it is believed: a connection that begins in
/// any other way is closed and recorded, since otherwise anybody could choose whether to be named.
/// Of the further values only that of TLS towards the balancer is read: it makes the scheme
/// `https`.
final class ProxyHeader extends ChannelInboundHandlerAdapter implements OpenConnection {
  private final LoopServer server;
  private final ClientConnections connections;
  private final TimeoutsConfig timeouts;
  private final Deadline deadline;

  private SocketChannel channel;
  private @Nullable Peer balancer;
  private boolean over;

  // channelActive() is always called before anything reads the channel.
  @SuppressWarnings("NullAway.Init")
  private ProxyHeader(LoopServer server, ClientConnections connections) {
    this.server = server;
    this.connections = connections;
    this.timeouts = server.snapshot().config().timeouts();
    this.deadline = new Deadline(server.loop().wheel(), this::expired);
  }

  /// Lets this connection begin with the header.
  static void expect(SocketChannel client, Lane lane) {
    client
        .pipeline()
        .addLast(new HAProxyMessageDecoder(), new ProxyHeader(lane.server(), lane.connections()));
  }

  // ---- what comes in ----

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = (SocketChannel) context.channel();
    balancer = Peers.of(channel);
    connections.add(this);
    server.loop().countClients(1);
    deadline.arm(timeouts.clientHead().toNanos());
    String excess = Arrival.of(channel).excess();
    if (!excess.isEmpty()) {
      refuse(Reason.CONNECTIONS, Failure.of(Cause.TOO_MANY_CONNECTIONS, excess));
      channel.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    HAProxyMessage header = (HAProxyMessage) message;
    try {
      note(header);
    } finally {
      header.release();
    }
    leave();
    context.pipeline().remove(this);
    context.fireChannelActive();
  }

  private void note(HAProxyMessage header) {
    Optional<InetSocketAddress> client = client(header);
    boolean encrypted =
        header.tlvs().stream()
            .anyMatch(more -> more instanceof HAProxySSLTLV tls && tls.isPP2ClientSSL());
    if (client.isPresent() || encrypted) {
      new Arrival(Arrival.of(channel).excess(), client, encrypted).at(channel);
    }
  }

  private static Optional<InetSocketAddress> client(HAProxyMessage header) {
    AddressFamily family = header.proxiedProtocol().addressFamily();
    boolean internet = family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6;
    if (header.command() != HAProxyCommand.PROXY || !internet) {
      return Optional.empty();
    }
    try {
      byte[] address = NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
      return Optional.of(
          new InetSocketAddress(InetAddress.getByAddress(address), header.sourcePort()));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
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
    leave();
  }

  // The decoder has closed the connection when it tells why.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
    if (!(thrown instanceof java.io.IOException)) {
      refuse(String.valueOf(thrown.getMessage()));
    }
    channel.close();
  }

  private void expired() {
    refuse("not whole within " + timeouts.clientHead());
    channel.close();
  }

  private void refuse(String evidence) {
    refuse(
        Reason.PROXY_PROTOCOL,
        Failure.of(Cause.HTTP_REQUEST_ERROR, "PROXY protocol header: " + evidence));
  }

  private void refuse(Reason reason, Failure failure) {
    if (over) {
      return;
    }
    leave();
    Refusals refusals = connections.crowd().refusals();
    refusals.add(reason);
    Peer known = balancer;
    if (known != null && refusals.records()) {
      Failure told = Failure.of(failure.cause(), failure.evidence() + refusals.others());
      server.recordUnanswered(told, known);
    }
  }

  private void leave() {
    if (!over) {
      over = true;
      deadline.cancel();
      connections.remove(this);
      server.loop().countClients(-1);
    }
  }

  // ---- shutdown ----

  @Override
  public void drain(Duration grace) {
    deadline.arm(Math.min(grace.toNanos(), timeouts.clientHead().toNanos()));
  }

  @Override
  public void endNow() {
    channel.close();
  }
}
