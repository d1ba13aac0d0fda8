package dev.weir.gateway.life;

import dev.weir.gateway.attempt.OriginPool;
import dev.weir.gateway.attempt.Resolver;
import dev.weir.gateway.choose.RoundRobin;
import dev.weir.gateway.compress.Encoders;
import dev.weir.gateway.config.DnsConfig;
import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.ServiceConfig;
import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.gateway.http1.Remains;
import dev.weir.gateway.identify.Peer;
import dev.weir.gateway.loop.Loop;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.record.Ring;
import dev.weir.gateway.tls.OriginTls;
import dev.weir.status.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one event loop serves with: the configuration in force, its connections to origins, and the
/// ring to the recorder. Changed only on its loop.
public final class LoopServer {
  private final Loop loop;
  private final Ring ring;
  private final Encoders encoders = new Encoders();
  private final EarlyHints hints = new EarlyHints(System::nanoTime);
  private Snapshot snapshot;
  private Resolver resolver;
  private Map<PoolKey, OriginPool> pools = Map.of();
  private Map<String, RoundRobin> services = Map.of();

  /// Begins to serve with this; afterwards [#adopt] must be called on the loop.
  public LoopServer(Loop loop, Ring ring, Snapshot snapshot) {
    this.loop = loop;
    this.ring = ring;
    this.snapshot = snapshot;
    this.resolver = new Resolver(loop, snapshot.config().dns());
  }

  /// Serves with this from the next exchange on. Connections to origins that are still known stay;
  /// exchanges under way end with what they began with.
  public void adopt(Snapshot next) {
    if (!next.config().dns().equals(snapshot.config().dns())) {
      resolver.close();
      resolver = new Resolver(loop, next.config().dns());
    }
    snapshot = next;
    hints.clear();
    Map<PoolKey, OriginPool> kept = new HashMap<>();
    Map<String, RoundRobin> named = new HashMap<>();
    next.config()
        .services()
        .forEach((name, service) -> named.put(name, roundRobin(name, service, kept)));
    pools.forEach((key, pool) -> {
      if (!kept.containsKey(key)) {
        pool.retire();
      }
    });
    pools = kept;
    services = named;
  }

  public Loop loop() {
    return loop;
  }

  public Ring ring() {
    return ring;
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  /// How many early hints of its own it sent. Any thread.
  public long hintsSent() {
    return hints.sent();
  }

  /// How often it learned of a page what to hint at. Any thread.
  public long hintsLearned() {
    return hints.learned();
  }

  EarlyHints hints() {
    return hints;
  }

  Encoders encoders() {
    return encoders;
  }

  /// Records what ended before there was a request, and before anybody could be answered.
  public void recordUnanswered(Failure failure, Peer peer) {
    RequestHead nothing = Remains.of(new byte[0]);
    ExchangeRecord record =
        new ExchangeRecord(
            nothing, false, snapshot.identifier().identify(nothing, peer, loop.ids()));
    record.failure = failure;
    record.status = failure.cause().status();
    record.finish(loop.wallNanos(0));
    ring.offer(record);
  }

  /// The origins of this service.
  RoundRobin service(String name) {
    RoundRobin service = services.get(name);
    if (service == null) {
      throw new IllegalStateException(
          "service: " + name + " (expected: one of " + services.keySet() + ")");
    }
    return service;
  }

  /// Closes what it has open to origins and name servers.
  public void close() {
    pools.values().forEach(OriginPool::retire);
    resolver.close();
    encoders.close();
  }

  private RoundRobin roundRobin(String name, ServiceConfig service, Map<PoolKey, OriginPool> kept) {
    List<OriginPool> origins = new ArrayList<>();
    for (Origin origin : service.origins()) {
      OriginTls tls = origin.tls() ? snapshot.originTls(name) : null;
      PoolKey key =
          new PoolKey(
              name,
              origin,
              service,
              snapshot.config().limits(),
              snapshot.config().timeouts(),
              snapshot.config().dns(),
              tls);
      OriginPool pool = pools.get(key);
      if (pool == null) {
        pool = new OriginPool(loop, resolver, origin, service, key.limits(), key.timeouts(), tls);
      }
      kept.put(key, pool);
      origins.add(pool);
    }
    return new RoundRobin(origins, loop.index());
  }

  // A pool is kept over a reload as long as everything it works by is the same.
  private record PoolKey(
      String name,
      Origin origin,
      ServiceConfig service,
      LimitsConfig limits,
      TimeoutsConfig timeouts,
      DnsConfig dns,
      @Nullable OriginTls tls) {}
}
