package dev.weir.gateway.attempt;

import dev.weir.gateway.config.ServiceConfig.Protocol;
import dev.weir.gateway.loop.Deadline;
import dev.weir.gateway.loop.Loop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The HTTP/2 connections of a pool: usually one, which all attempts share, and another one where
/// the origin takes no more on it.
final class SharedConnections {
  private final OriginPool pool;
  private final Loop loop;
  private final List<Http2OriginConnection> connections = new ArrayList<>(1);
  private final Deadline sweep;
  private boolean inUse;
  private boolean retired;

  SharedConnections(OriginPool pool, Loop loop) {
    this.pool = pool;
    this.loop = loop;
    this.sweep = new Deadline(loop.wheel(), this::closeOld);
    this.inUse = pool.service().protocol() == Protocol.HTTP2;
  }

  /// Whether the origin speaks HTTP/2, as far as is known.
  boolean inUse() {
    return inUse;
  }

  /// Notes what the origin chose (ALPN).
  void chosen(boolean http2) {
    inUse = http2;
  }

  /// Whether the origin is known to take WebSockets over HTTP/2.
  boolean takesConnect() {
    Http2OriginConnection connection = usable();
    return connection != null && connection.takesConnect();
  }

  OriginStream open(boolean fresh, AttemptListener listener, OriginRequest request) {
    Http2OriginConnection connection = fresh ? null : usable();
    boolean reused = connection != null && connection.used();
    Http2OriginStream stream =
        new Http2OriginStream(
            pool, loop, new OpenAttempt(pool.origin(), reused), listener, request, new EarlyBody());
    if (connection != null) {
      connection.carry(stream);
      return stream;
    }
    connection = add();
    connection.carry(stream);
    pool.connect(connection);
    return stream;
  }

  /// Another connection, to be opened.
  Http2OriginConnection add() {
    Http2OriginConnection connection = new Http2OriginConnection(pool, loop);
    connections.add(connection);
    return connection;
  }

  private @Nullable Http2OriginConnection usable() {
    for (Http2OriginConnection connection : connections) {
      if (connection.takesMore()) {
        return connection;
      }
    }
    return null;
  }

  /// A connection carries nothing.
  void idle(Http2OriginConnection connection) {
    if (retired) {
      connection.close();
    } else if (!sweep.armed()) {
      sweep.arm(pool.service().idle().toNanos());
    }
  }

  void remove(Http2OriginConnection connection) {
    connections.remove(connection);
  }

  void retire() {
    retired = true;
    for (Http2OriginConnection connection : List.copyOf(connections)) {
      connection.retire();
    }
  }

  private void closeOld() {
    long most = pool.service().idle().toNanos();
    long now = System.nanoTime();
    long oldest = 0;
    for (Http2OriginConnection connection : List.copyOf(connections)) {
      long age = connection.idle() ? now - connection.idleSince() : 0;
      if (age >= most) {
        connection.close();
      } else if (connection.idle()) {
        oldest = Math.max(oldest, Math.max(age, 1));
      }
    }
    if (oldest > 0) {
      sweep.arm(most - oldest);
    }
  }
}
