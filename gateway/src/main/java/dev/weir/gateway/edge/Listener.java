package dev.weir.gateway.edge;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.life.LoopServer;
import dev.weir.gateway.loop.Transport;
import dev.weir.gateway.tls.ListenerTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// One address at which clients come in.
public final class Listener {
  private final Channel channel;
  private final AtomicReference<Terms> terms;
  private final Tally tally;

  private Listener(Channel channel, AtomicReference<Terms> terms, Tally tally) {
    this.channel = channel;
    this.terms = terms;
    this.tally = tally;
  }

  /// Begins to listen.
  ///
  /// @param first what its connections begin with
  /// @param lanes what serves the clients of each event loop
  /// @throws IOException naming the address, if it cannot be bound
  public static Listener bind(
      InetSocketAddress address,
      boolean reusePort,
      Terms first,
      EventLoopGroup group,
      Transport transport,
      Map<EventLoop, Lane> lanes)
      throws IOException {
    AtomicReference<Terms> terms = new AtomicReference<>(first);
    Tally tally = new Tally();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(transport.server())
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel client) {
                    Lane lane = lanes.get(client.eventLoop());
                    if (lane == null) {
                      throw new IllegalStateException("an event loop of another gateway");
                    }
                    tally.count(client);
                    Terms now = terms.get();
                    arrive(client, lane, now.proxyProtocol());
                    client
                        .pipeline()
                        .addLast(new Greeting(lane.server(), lane.connections(), now.tls()));
                  }
                });
    if (reusePort && transport != Transport.NIO) {
      bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
    }
    try {
      return new Listener(bootstrap.bind(address).sync().channel(), terms, tally);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("cannot listen on " + address + ": interrupted", e);
    } catch (Exception e) {
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  /// Where it listens: the true port where 0 was asked for.
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /// Connections that came in here and are open.
  public long open() {
    return tally.open.get();
  }

  /// Connections that ever came in here.
  public long accepted() {
    return tally.accepted.sum();
  }

  private static void arrive(SocketChannel client, Lane lane, boolean proxyProtocol) {
    LimitsConfig limits = lane.server().snapshot().config().limits();
    String excess = lane.connections().crowd().enter(client, limits);
    if (!excess.isEmpty()) {
      new Arrival(excess, Optional.empty(), false).at(client);
    }
    if (proxyProtocol) {
      ProxyHeader.expect(client, lane);
    }
  }

  /// Lets connections begin with this from the next one on. Those that are there stay as they are.
  public void change(Terms next) {
    terms.set(next);
  }

  /// Takes no more connections. Those that are there stay.
  public void close() {
    channel.close().awaitUninterruptibly();
  }

  // Counted by all event loops, read by whoever looks at metrics.
  private static final class Tally {
    final AtomicInteger open = new AtomicInteger();
    final LongAdder accepted = new LongAdder();

    void count(Channel client) {
      accepted.increment();
      open.incrementAndGet();
      client.closeFuture().addListener(closed -> open.decrementAndGet());
    }
  }

  /// What connections begin with.
  ///
  /// @param tls how they are encrypted; in clear text if empty
  /// @param proxyProtocol whether each begins with a PROXY protocol header
  public record Terms(Optional<ListenerTls> tls, boolean proxyProtocol) {}

  /// What serves the clients of one event loop.
  public record Lane(LoopServer server, ClientConnections connections) {}
}
