package dev.weir.gateway.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How much the peer of a connection takes of what it is sent. On its event loop.
///
/// Whether a channel takes bytes again is no measure of that: a socket says so when a third of its
/// buffer is free, which may be megabytes, so that a peer that takes 10 KB a second would seem to
/// take nothing for minutes. The kernel knows what the peer has acknowledged (`tcpi_bytes_acked`,
/// Linux 4.1 and newer); it is asked only when somebody wants to know, so this costs nothing while
/// all is well. Where it cannot be asked, any change of what waits to be sent counts as taken.
public final class Uptake {
  // struct tcp_info of linux/tcp.h.
  private static final RawUnixChannelOption TCP_INFO =
      new RawUnixChannelOption("WEIR_TCP_INFO", 6, 11, 128);
  private static final int BYTES_ACKED = 120;

  private final Channel channel;
  private long before;

  /// Counts from now on.
  public Uptake(Channel channel) {
    this.channel = channel;
    before = state();
  }

  /// Bytes that the peer has taken since this was last asked. [Long#MAX_VALUE] if it took some and
  /// nobody knows how many.
  public long bytes() {
    long now = state();
    long taken = now - before;
    before = now;
    return taken < 0 ? Long.MAX_VALUE : taken;
  }

  /// Bytes that wait in this process to be sent.
  public static long pending(Channel channel) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }

  // Grows with what is acknowledged; else, below zero, with what does not wait any more.
  private long state() {
    ByteBuffer info = channel.config().getOption(TCP_INFO);
    return info == null || info.limit() < BYTES_ACKED + Long.BYTES
        ? -pending(channel)
        : info.order(ByteOrder.nativeOrder()).getLong(BYTES_ACKED);
  }
}
