package dev.weir.gateway.attempt;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.ServiceConfig;
import dev.weir.gateway.config.ServiceConfig.Protocol;
import dev.weir.gateway.config.TimeoutsConfig;
import dev.weir.gateway.loop.Deadline;
import dev.weir.gateway.loop.Loop;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.tls.OriginTls;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The connections of one event loop to one origin. The one used last is used next, so that those
/// too many grow old and go. How long one may lie idle is learned: from `Keep-Alive: timeout`, and
/// from how old those were that the origin closed, so that a request rarely meets a closing
/// connection.
public final class OriginPool {
  private final Loop loop;
  private final Resolver resolver;
  private final Origin origin;
  private final ServiceConfig service;
  private final LimitsConfig limits;
  private final TimeoutsConfig timeouts;
  private final @Nullable OriginTls tls;
  private final ArrayDeque<OriginConnection> idle = new ArrayDeque<>();
  private final SharedConnections shared;
  private final Deadline sweep;
  private long mostIdleNanos;
  private long idleNanos;
  private int open;
  private boolean retired;

  /// @param tls how connections are encrypted; in clear text if null
  public OriginPool(
      Loop loop,
      Resolver resolver,
      Origin origin,
      ServiceConfig service,
      LimitsConfig limits,
      TimeoutsConfig timeouts,
      @Nullable OriginTls tls) {
    this.loop = loop;
    this.resolver = resolver;
    this.origin = origin;
    this.service = service;
    this.limits = limits;
    this.timeouts = timeouts;
    this.tls = tls;
    this.mostIdleNanos = service.idle().toNanos();
    this.idleNanos = mostIdleNanos;
    this.sweep = new Deadline(loop.wheel(), this::closeOld);
    this.shared = new SharedConnections(this, loop);
  }

  /// Begins an attempt, on a connection that is there or a new one.
  ///
  /// @param fresh whether it must be a new one, after a used one died
  /// @return the handle to send the request by
  public OriginStream open(boolean fresh, AttemptListener listener, OriginRequest request) {
    if (shared.inUse() && (request.head().upgrade().isEmpty() || upgradesShared())) {
      return shared.open(fresh, listener, request);
    }
    OriginConnection connection = fresh ? null : youngest();
    if (connection != null) {
      connection.begin(new OpenAttempt(origin, true), listener, request);
      return connection;
    }
    connection = new OriginConnection(this, loop, limits, timeouts);
    connection.begin(new OpenAttempt(origin, false), listener, request);
    connect(connection);
    return connection;
  }

  // Nearly every origin takes WebSockets over HTTP/1.1; over HTTP/2 only those that say so, and
  // where nothing else may be spoken it is waited for what they say.
  private boolean upgradesShared() {
    return service.protocol() == Protocol.HTTP2 || shared.takesConnect();
  }

  /// Begins to open a connection, if there may be another one.
  void connect(Connecting connection) {
    if (open >= service.connections()) {
      connection.refuse(
          Failure.of(
              Cause.CONNECTION_LIMIT_REACHED,
              origin
                  + ": "
                  + open
                  + " connections (expected: at most "
                  + service.connections()
                  + ")"));
    } else {
      open++;
      resolve(connection);
    }
  }

  Origin origin() {
    return origin;
  }

  ServiceConfig service() {
    return service;
  }

  @Nullable OriginTls tls() {
    return tls;
  }

  SharedConnections shared() {
    return shared;
  }

  LimitsConfig limits() {
    return limits;
  }

  TimeoutsConfig timeouts() {
    return timeouts;
  }

  /// Closes what is idle and keeps nothing more: the configuration does not know this origin any
  /// longer.
  public void retire() {
    retired = true;
    while (!idle.isEmpty()) {
      idle.pop().close();
    }
    shared.retire();
  }

  void release(OriginConnection connection) {
    if (retired) {
      connection.close();
      return;
    }
    if (idle.isEmpty()) {
      sweep.arm(idleNanos);
    }
    idle.push(connection);
  }

  void closed(OriginConnection connection, boolean byOrigin) {
    open--;
    closing(connection, byOrigin);
  }

  /// A connection is of no more use. If it was idle, its age is how long this origin lets them lie.
  void closing(OriginConnection connection, boolean byOrigin) {
    if (idle.remove(connection) && byOrigin) {
      learnIdle(System.nanoTime() - connection.idleSince());
    }
  }

  /// There is one less than was begun to be opened.
  void oneLess() {
    open--;
  }

  /// The origin said how long it keeps an idle connection: stay a second, or a fifth, below.
  void learnTimeout(Duration timeout) {
    long nanos = timeout.toNanos();
    long below = Math.max(nanos - TimeUnit.SECONDS.toNanos(1), nanos * 4 / 5);
    mostIdleNanos = Math.min(mostIdleNanos, below);
    idleNanos = Math.min(idleNanos, mostIdleNanos);
  }

  private void learnIdle(long age) {
    idleNanos = Math.max(TimeUnit.MILLISECONDS.toNanos(10), Math.min(idleNanos, age * 4 / 5));
  }

  private @Nullable OriginConnection youngest() {
    OriginConnection connection = idle.poll();
    if (connection == null || System.nanoTime() - connection.idleSince() <= idleNanos) {
      return connection;
    }
    idle.push(connection);
    closeOld();
    return null;
  }

  // One that grew as old as is believed possible shows that the belief is too low: an origin that
  // closed young connections because it was restarted gets its trust back bit by bit.
  private void closeOld() {
    long now = System.nanoTime();
    OriginConnection oldest = idle.peekLast();
    boolean grewOld = oldest != null && now - oldest.idleSince() >= idleNanos;
    while (oldest != null && now - oldest.idleSince() >= idleNanos) {
      idle.pollLast();
      oldest.close();
      oldest = idle.peekLast();
    }
    if (grewOld) {
      idleNanos = Math.min(mostIdleNanos, idleNanos + idleNanos / 4);
    }
    if (oldest != null) {
      sweep.arm(idleNanos - (now - oldest.idleSince()));
    }
  }

  private void resolve(Connecting connection) {
    resolver.resolve(
        origin,
        service.prohibited(),
        (address, failure) -> {
          if (connection.abandoned()) {
            oneLess();
          } else if (address != null) {
            tryConnect(connection, address);
          } else if (failure != null) {
            oneLess();
            connection.refuse(failure.failure());
          }
        });
  }

  // Called back by the resolver, which would swallow what is thrown.
  private void tryConnect(Connecting connection, InetSocketAddress address) {
    try {
      connectTo(connection, address);
    } catch (RuntimeException bug) {
      oneLess();
      connection.refuse(Failure.of(Cause.PROXY_INTERNAL_ERROR, bug.toString()));
    }
  }

  private void connectTo(Connecting connection, InetSocketAddress address) {
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop.eventLoop())
            .channel(loop.transport().socket())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            // A refusal that the origin sent before it closed is still to be read.
            .option(ChannelOption.AUTO_CLOSE, false)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeouts.connect().toMillis())
            .handler(tls == null ? connection : new OriginHandshake(this, tls, connection))
            .connect(address);
    connection.connecting(connecting.channel());
    // A socket that could not even be made is told of on another thread.
    connecting.addListener(done -> {
      if (!done.isSuccess()) {
        loop.eventLoop().execute(this::oneLess);
        connection.refuse(failure(done.cause()));
      }
    });
  }

  private Failure failure(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    Cause cause;
    if (thrown instanceof io.netty.channel.ConnectTimeoutException) {
      cause = Cause.CONNECTION_TIMEOUT;
    } else if (thrown instanceof java.net.NoRouteToHostException
        || message.contains("unreachable")) {
      cause = Cause.DESTINATION_IP_UNROUTABLE;
    } else if (thrown instanceof ConnectException && message.contains("refused")) {
      cause = Cause.CONNECTION_REFUSED;
    } else if (message.contains("timed out")) {
      cause = Cause.CONNECTION_TIMEOUT;
    } else if (message.contains("reset")) {
      cause = Cause.CONNECTION_TERMINATED;
    } else if (message.contains("Too many open files")
        || message.contains("Cannot assign requested address")) {
      cause = Cause.CONNECTION_LIMIT_REACHED;
    } else {
      // This machine refuses (EPERM, EACCES, EINVAL): the origin knows nothing of it.
      cause = Cause.DESTINATION_IP_UNROUTABLE;
    }
    return new FailureException(cause, origin + ": " + message).failure();
  }
}
