package dev.weir.demo.traffic;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Sends calls to one address over connections that it keeps, as browsers and programs do. It sends
/// each call once: what breaks is what the caller saw. Safe for many threads.
final class Caller implements Closeable {
  private static final long KEPT_NANOS = Duration.ofSeconds(2).toNanos();

  private final InetSocketAddress to;
  private final String authority;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Deque<Wire> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /// @param patience how long to wait for a connection, and for the next byte of an answer
  Caller(InetSocketAddress to, Duration patience, LongSupplier nanoTime) {
    this.to = to;
    this.authority = to.getAddress().getHostAddress() + ":" + to.getPort();
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  Reply send(Call call) throws IOException {
    Wire wire = wire();
    boolean kept = false;
    try {
      Reply reply = wire.exchange(call, call.bytes(authority));
      kept = reply.keepAlive();
      return reply;
    } finally {
      giveBack(wire, kept);
    }
  }

  private Wire wire() throws IOException {
    long now = nanoTime.getAsLong();
    for (@Nullable Wire wire = idle.pollFirst(); wire != null; wire = idle.pollFirst()) {
      if (now - wire.usedNanos() < KEPT_NANOS) {
        return wire;
      }
      wire.close();
    }
    return Wire.open(to, patience);
  }

  private void giveBack(Wire wire, boolean kept) {
    if (kept && !closed) {
      idle.addFirst(wire.usedAt(nanoTime.getAsLong()));
    } else {
      wire.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (@Nullable Wire wire = idle.pollFirst(); wire != null; wire = idle.pollFirst()) {
      wire.close();
    }
  }
}
