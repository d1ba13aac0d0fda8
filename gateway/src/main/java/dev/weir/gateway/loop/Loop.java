package dev.weir.gateway.loop;

import dev.weir.gateway.http1.HeadWriter;
import dev.weir.gateway.http2.HpackEncoder;
import dev.weir.gateway.message.Ascii;
import io.netty.channel.EventLoop;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What one event loop owns. A client's connection, its exchanges, their attempts and all their
/// timers live on one loop, so nothing here is locked or shared but the counts.
public final class Loop {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final int index;
  private final EventLoop eventLoop;
  private final Transport transport;
  private final Wheel wheel = new Wheel(System::nanoTime);
  private final HeadWriter writer = new HeadWriter();
  private final HpackEncoder hpack = new HpackEncoder();
  private final Ids ids = new Ids(new SecureRandom());
  private byte[] scratch = new byte[1 << 16];
  private long wallOffsetNanos;
  private long dateSecond;
  private byte[] date = new byte[0];

  // Written by the loop alone, read by whoever looks at metrics: lazySet is enough.
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger clients = new AtomicInteger();
  private final AtomicInteger origins = new AtomicInteger();
  private final AtomicInteger webSockets = new AtomicInteger();

  public Loop(int index, EventLoop eventLoop, Transport transport) {
    this.index = index;
    this.eventLoop = eventLoop;
    this.transport = transport;
    alignClock();
  }

  /// Lets its timers run, as long as the event loop does.
  public void start() {
    eventLoop.scheduleAtFixedRate(
        this::tick, Wheel.TICK_NANOS, Wheel.TICK_NANOS, TimeUnit.NANOSECONDS);
  }

  public int index() {
    return index;
  }

  public EventLoop eventLoop() {
    return eventLoop;
  }

  public Transport transport() {
    return transport;
  }

  public Wheel wheel() {
    return wheel;
  }

  public HeadWriter writer() {
    return writer;
  }

  /// What writes field blocks of HTTP/2.
  public HpackEncoder hpack() {
    return hpack;
  }

  public Ids ids() {
    return ids;
  }

  /// An array of at least this length, whose content anybody on this loop may overwrite.
  public byte[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    return scratch;
  }

  /// Nanoseconds since 1970 at this reading of [System#nanoTime].
  public long wallNanos(long nanoTime) {
    return nanoTime + wallOffsetNanos;
  }

  /// The time now as a `Date` field has it (RFC 9110 section 6.6.1).
  public byte[] date() {
    return date;
  }

  /// Exchanges under way on this loop.
  public int inFlight() {
    return inFlight.get();
  }

  /// Connections of clients on this loop.
  public int clients() {
    return clients.get();
  }

  /// Connections to origins on this loop.
  public int origins() {
    return origins.get();
  }

  /// WebSockets open on this loop.
  public int webSockets() {
    return webSockets.get();
  }

  public void countInFlight(int change) {
    inFlight.lazySet(inFlight.getPlain() + change);
  }

  public void countClients(int change) {
    clients.lazySet(clients.getPlain() + change);
  }

  public void countOrigins(int change) {
    origins.lazySet(origins.getPlain() + change);
  }

  public void countWebSockets(int change) {
    webSockets.lazySet(webSockets.getPlain() + change);
  }

  private void tick() {
    try {
      wheel.tick();
    } catch (RuntimeException bug) {
      // Thrown from here it would end all timers of the loop; in a task of its own it is only told.
      eventLoop.execute(() -> {
        throw bug;
      });
    }
    alignClock();
  }

  private void alignClock() {
    long millis = System.currentTimeMillis();
    wallOffsetNanos = millis * 1_000_000 - System.nanoTime();
    if (millis / 1000 != dateSecond) {
      dateSecond = millis / 1000;
      date = Ascii.bytes(DATE.format(Instant.ofEpochSecond(dateSecond)));
    }
  }
}
