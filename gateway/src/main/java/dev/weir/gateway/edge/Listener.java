package dev.weir.gateway.edge;

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
import java.util.concurrent.atomic.AtomicReference;

/// One address at which clients come in.
public final class Listener {
  private final Channel channel;
  private final AtomicReference<Optional<ListenerTls>> tls;

  private Listener(Channel channel, AtomicReference<Optional<ListenerTls>> tls) {
    this.channel = channel;
    this.tls = tls;
  }

  /// Begins to listen.
  ///
  /// @param encryption how its connections are encrypted; in clear text if empty
  /// @param lanes what serves the clients of each event loop
  /// @throws IOException naming the address, if it cannot be bound
  public static Listener bind(
      InetSocketAddress address,
      boolean reusePort,
      Optional<ListenerTls> encryption,
      EventLoopGroup group,
      Transport transport,
      Map<EventLoop, Lane> lanes)
      throws IOException {
    AtomicReference<Optional<ListenerTls>> tls = new AtomicReference<>(encryption);
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
                    client
                        .pipeline()
                        .addLast(new Greeting(lane.server(), lane.connections(), tls.get()));
                  }
                });
    if (reusePort && transport != Transport.NIO) {
      bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
    }
    try {
      return new Listener(bootstrap.bind(address).sync().channel(), tls);
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

  /// Encrypts by this from the next connection on. Those that are there stay as they are.
  public void encrypt(Optional<ListenerTls> encryption) {
    tls.set(encryption);
  }

  /// Takes no more connections. Those that are there stay.
  public void close() {
    channel.close().awaitUninterruptibly();
  }

  /// What serves the clients of one event loop.
  public record Lane(LoopServer server, ClientConnections connections) {}
}
