package dev.weir.gateway;

import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.config.ListenConfig;
import dev.weir.gateway.edge.ClientConnections;
import dev.weir.gateway.edge.Crowd;
import dev.weir.gateway.edge.Listener;
import dev.weir.gateway.edge.Listener.Lane;
import dev.weir.gateway.edge.Listener.Terms;
import dev.weir.gateway.life.LoopServer;
import dev.weir.gateway.life.Snapshot;
import dev.weir.gateway.loop.Loop;
import dev.weir.gateway.loop.Transport;
import dev.weir.gateway.record.ListenerTally;
import dev.weir.gateway.record.Metrics;
import dev.weir.gateway.record.Recorder;
import dev.weir.gateway.tls.TlsState;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// A running gateway. One event loop a core; a client's connection and all that follows from it
/// stay on one of them. The methods here may be called from any thread but an event loop's.
public final class Gateway implements AutoCloseable {
  private static final Duration LAST_GRACE = Duration.ofMillis(500);
  private static final Duration IDLE_GRACE = Duration.ofSeconds(1);

  private final EventLoopGroup group;
  private final Transport transport;
  private final Map<EventLoop, Lane> lanes = new LinkedHashMap<>();
  private final Map<Address, Listener> listeners = new LinkedHashMap<>();
  private final Crowd crowd = new Crowd();
  private final Recorder recorder;
  private final Metrics metrics;
  private final String instance;
  private final TlsState tls;
  private volatile boolean ready;
  private volatile List<ListenerTally> tallies = List.of();
  private boolean closed;

  /// What a listener is bound to.
  ///
  /// @param occurrence tells several apart of which each takes a free port
  private record Address(InetSocketAddress address, boolean reusePort, int occurrence) {}

  private Gateway(
      Snapshot snapshot, String instance, TlsState tls, List<ExchangeListener> exchangeListeners) {
    this.instance = instance;
    this.tls = tls;
    int loops = Runtime.getRuntime().availableProcessors();
    transport = Transport.best();
    group = new MultiThreadIoEventLoopGroup(loops, transport.ioHandlers());
    metrics = new Metrics();
    recorder =
        Recorder.start(
            loops,
            snapshot.config().accessLog(),
            metrics,
            exchangeListeners,
            InstantSource.system());
    for (EventExecutor executor : group) {
      Loop loop = new Loop(lanes.size(), (EventLoop) executor, transport);
      LoopServer server = new LoopServer(loop, recorder.ring(loop.index()), snapshot);
      lanes.put(loop.eventLoop(), new Lane(server, new ClientConnections(crowd)));
    }
    metrics.gauges(sum(Loop::clients), sum(Loop::origins), sum(Loop::inFlight));
    metrics.webSockets(sum(Loop::webSockets));
    metrics.earlyHints(count(LoopServer::hintsSent), count(LoopServer::hintsLearned));
    metrics.turnedAway(crowd.refusals()::counts);
    metrics.listeners(() -> tallies);
    onEveryLoop(lane -> {
      lane.server().loop().start();
      lane.server().adopt(snapshot);
    });
  }

  /// Starts with this configuration.
  ///
  /// @param exchangeListeners told of every exchange, on the recorder's thread
  /// @throws IOException naming the address that cannot be bound; then nothing is left running
  /// @throws IllegalArgumentException if the configuration cannot be served
  public static Gateway start(GatewayConfig config, ExchangeListener... exchangeListeners)
      throws IOException {
    String instance = HexFormat.of().toHexDigits((int) new SecureRandom().nextLong());
    TlsState tls = new TlsState(InstantSource.system(), new SecureRandom());
    Snapshot snapshot = new Snapshot(config, instance, tls);
    Gateway gateway = new Gateway(snapshot, instance, tls, List.of(exchangeListeners));
    try {
      gateway.listen(snapshot);
    } catch (IOException e) {
      gateway.close();
      throw e;
    }
    gateway.ready = true;
    return gateway;
  }

  /// Where it listens, in the order of the configuration.
  public List<InetSocketAddress> addresses() {
    return listeners.values().stream().map(Listener::address).toList();
  }

  /// What it counts.
  public Metrics metrics() {
    return metrics;
  }

  /// `io_uring`, `epoll` or `nio`.
  public String transport() {
    return transport.name().toLowerCase(java.util.Locale.ROOT);
  }

  /// The fingerprint (SHA-256) of the certificate that was made at start, if one was.
  public Optional<String> selfSigned() {
    return tls.fingerprint();
  }

  /// Whether it takes new work: not before it listens, and not while it drains.
  public boolean ready() {
    return ready;
  }

  /// Serves by this from now on. All or nothing: if it throws, the old configuration stays in
  /// force.
  ///
  /// @throws IOException naming the address that cannot be bound
  /// @throws IllegalArgumentException if the configuration cannot be served
  public synchronized void reload(GatewayConfig config) throws IOException {
    try {
      Snapshot snapshot = new Snapshot(config, instance, tls);
      listen(snapshot);
      onEveryLoop(lane -> lane.server().adopt(snapshot));
      recorder.reload(config.accessLog());
      metrics.reloaded(true);
    } catch (IOException | RuntimeException e) {
      metrics.reloaded(false);
      throw e;
    }
  }

  /// Stops listening, lets exchanges under way end, and closes their connections after them.
  ///
  /// @return whether all ended in time; those that did not are answered with 503 or cut
  public synchronized boolean drain(Duration time) {
    ready = false;
    listeners.values().forEach(Listener::close);
    listeners.clear();
    long end = System.nanoTime() + time.toNanos();
    Duration grace = time.compareTo(IDLE_GRACE) < 0 ? time : IDLE_GRACE;
    onEveryLoop(lane -> lane.connections().drain(grace));
    boolean empty = awaitNoConnections(end);
    if (!empty) {
      onEveryLoop(lane -> lane.connections().endNow());
      awaitNoConnections(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    }
    return empty;
  }

  /// Ends at once: listeners, connections, loops, and last the recorder, which writes what is left.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    ready = false;
    listeners.values().forEach(Listener::close);
    listeners.clear();
    onEveryLoop(lane -> {
      lane.connections().endNow();
      lane.server().close();
    });
    awaitClosed(System.nanoTime() + LAST_GRACE.toNanos());
    group.shutdownGracefully(20, 5_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    recorder.close();
  }

  // New addresses are bound before anything else changes, so that a failure changes nothing.
  private void listen(Snapshot snapshot) throws IOException {
    Map<Address, ListenConfig> wanted = wanted(snapshot.config());
    Map<Address, Listener> added = new LinkedHashMap<>();
    try {
      for (Map.Entry<Address, ListenConfig> each : wanted.entrySet()) {
        if (!listeners.containsKey(each.getKey())) {
          added.put(each.getKey(), bind(each.getKey(), terms(snapshot, each.getValue())));
        }
      }
    } catch (IOException e) {
      added.values().forEach(Listener::close);
      throw e;
    }
    for (Map.Entry<Address, Listener> known : List.copyOf(listeners.entrySet())) {
      ListenConfig listen = wanted.get(known.getKey());
      if (listen == null) {
        listeners.remove(known.getKey());
        known.getValue().close();
      } else {
        known.getValue().change(terms(snapshot, listen));
      }
    }
    listeners.putAll(added);
    tallies = listeners.values().stream().map(Gateway::tally).toList();
  }

  private static ListenerTally tally(Listener listener) {
    String address = NetUtil.toSocketAddressString(listener.address());
    return new ListenerTally(address, listener::open, listener::accepted);
  }

  private static Terms terms(Snapshot snapshot, ListenConfig listen) {
    return new Terms(snapshot.tls(listen), listen.proxyProtocol());
  }

  private Listener bind(Address at, Terms terms) throws IOException {
    return Listener.bind(at.address(), at.reusePort(), terms, group, transport, lanes);
  }

  private static Map<Address, ListenConfig> wanted(GatewayConfig config) {
    Map<Address, ListenConfig> wanted = new LinkedHashMap<>();
    for (ListenConfig listen : config.listen()) {
      int occurrence = 0;
      while (wanted.putIfAbsent(
              new Address(listen.address(), listen.reusePort(), occurrence), listen)
          != null) {
        occurrence++;
      }
    }
    return wanted;
  }

  private boolean awaitNoConnections(long end) {
    boolean empty = noConnections();
    while (!empty && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      empty = noConnections();
    }
    return empty;
  }

  // Closing takes a few turns of the loops, the last answers with it; sockets that nobody counts,
  // those to name servers, are given as many.
  private void awaitClosed(long end) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    LongSupplier open = sum(loop -> loop.clients() + loop.origins());
    while (open.getAsLong() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private boolean noConnections() {
    return sum(Loop::clients).getAsLong() == 0;
  }

  private LongSupplier sum(ToIntFunction<Loop> count) {
    List<Loop> loops = new ArrayList<>();
    lanes.values().forEach(lane -> loops.add(lane.server().loop()));
    return () -> loops.stream().mapToLong(count::applyAsInt).sum();
  }

  private LongSupplier count(ToLongFunction<LoopServer> count) {
    List<LoopServer> servers = lanes.values().stream().map(Lane::server).toList();
    return () -> servers.stream().mapToLong(count).sum();
  }

  private void onEveryLoop(Consumer<Lane> action) {
    CountDownLatch done = new CountDownLatch(lanes.size());
    lanes.forEach((eventLoop, lane) ->
        eventLoop.execute(() -> {
          try {
            action.accept(lane);
          } finally {
            done.countDown();
          }
        }));
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
