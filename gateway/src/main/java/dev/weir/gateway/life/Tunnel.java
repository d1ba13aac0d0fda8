package dev.weir.gateway.life;

import dev.weir.exchange.WebSocketTraffic;
import dev.weir.exchange.WebSocketTraffic.ClosedBy;
import dev.weir.gateway.attempt.OriginStream;
import dev.weir.gateway.loop.Deadline;
import dev.weir.gateway.loop.Loop;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.websocket.CloseFrame;
import dev.weir.gateway.websocket.WebSocketTally;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An open WebSocket between a client's stream and an origin's, from the 101 on: bytes pass both
/// ways as they are, each side no faster than the other takes them.
///
/// Each direction ends by itself, as the halves of a TCP connection do; once one has ended, or both
/// sides have said goodbye, the other has a moment left. The gateway speaks itself where nobody
/// else will, and only between two frames: to a client whose origin is gone (1011), and to both
/// when nothing passed for too long or it drains (1001). Within a frame it can only cut.
final class Tunnel {
  private static final Fields NO_FIELDS = new Fields(new byte[0], 0);
  private static final Duration LAST_MOMENT = Duration.ofSeconds(5);
  private static final int MASK = 4;

  private final ClientStream client;
  private final OriginStream origin;
  private final Loop loop;
  private final Duration idle;
  private final String requestId;
  private final Consumer<Outcome> over;
  private final WebSocketTally tally = new WebSocketTally();
  private final Deadline limit;

  // Whether this side may still send, and whether it may still be sent to.
  private boolean clientSends = true;
  private boolean originSends = true;
  private boolean clientTakes = true;

  // The gateway has closed: what still comes is thrown away.
  private boolean closed;
  private boolean draining;
  private boolean ended;
  private @Nullable Failure failure;
  private boolean truncated;

  /// @param idle how long nothing may pass either way
  /// @param requestId told along with a close frame of the gateway's own
  /// @param over told once of the end
  Tunnel(
      ClientStream client,
      OriginStream origin,
      Loop loop,
      Duration idle,
      String requestId,
      Consumer<Outcome> over) {
    this.client = client;
    this.origin = origin;
    this.loop = loop;
    this.idle = idle;
    this.requestId = requestId;
    this.over = over;
    this.limit = new Deadline(loop.wheel(), this::expired);
    limit.arm(idle.toNanos());
    loop.countWebSockets(1);
  }

  // ---- what passes ----

  /// Passes on what the client sent, and takes the duty to release it.
  void fromClient(ByteBuf data) {
    if (closed || ended) {
      data.release();
      return;
    }
    tally.client(data);
    origin.body(data);
    if (!origin.writable()) {
      client.readRequest(false);
    }
    passed();
  }

  /// Passes on what the origin sent, and takes the duty to release it.
  void fromOrigin(ByteBuf data) {
    if (closed || ended) {
      data.release();
      return;
    }
    tally.origin(data);
    client.body(data);
    if (!client.writable()) {
      origin.readAnswer(false);
    }
    passed();
  }

  private void passed() {
    alive();
    if (draining) {
      leaveIfPossible();
    }
  }

  /// The client takes bytes again, or takes none for now.
  void clientWritable(boolean writable) {
    if (!ended) {
      origin.readAnswer(writable || closed);
      alive();
    }
  }

  /// The origin takes bytes again, or takes none for now.
  void originWritable(boolean writable) {
    if (!ended) {
      client.readRequest(writable || closed);
      alive();
    }
  }

  private void alive() {
    if (!closed && !ended) {
      limit.arm(lastMoment() ? LAST_MOMENT.toNanos() : idle.toNanos());
    }
  }

  private boolean lastMoment() {
    return closed || !clientSends || !originSends || tally.bothClosed();
  }

  // ---- how it ends ----

  /// The client sends no more.
  void clientEnded() {
    if (!clientSends || ended) {
      return;
    }
    clientSends = false;
    if (!tally.closing()) {
      vanished(ClosedBy.CLIENT, Failure.of(Cause.CLIENT_GONE, "ended without a close frame"));
    }
    if (!originSends) {
      end();
    } else if (!closed) {
      origin.end(NO_FIELDS);
      origin.flush();
      alive();
    }
  }

  /// The client's connection is gone.
  void clientGone(String evidence) {
    clientSends = false;
    clientTakes = false;
    if (!tally.closing()) {
      vanished(ClosedBy.CLIENT, Failure.of(Cause.CLIENT_GONE, evidence));
    }
    end();
  }

  /// The origin sends no more.
  void originEnded() {
    originEnded(Failure.of(Cause.HTTP_RESPONSE_INCOMPLETE, "ended without a close frame"));
  }

  /// The origin sends no more.
  ///
  /// @param without why, if it has not closed before
  void originEnded(Failure without) {
    if (!originSends || ended) {
      return;
    }
    originSends = false;
    if (!tally.closing()) {
      vanished(ClosedBy.ORIGIN, without);
      truncated = true;
      endClient(CloseFrame.INTERNAL_ERROR, without.cause().code());
    } else if (clientTakes) {
      client.end(NO_FIELDS);
    }
    clientTakes = false;
    if (clientSends) {
      alive();
    } else {
      end();
    }
  }

  /// Lets both sides go as soon as a frame is not in the way.
  void drain() {
    draining = true;
    leaveIfPossible();
  }

  private void leaveIfPossible() {
    boolean frameUnderWay = tally.withinClientFrame() || tally.withinOriginFrame();
    if (!frameUnderWay && !tally.closing()) {
      failure = Failure.of(Cause.DRAINING, "closed in good order");
      close(CloseFrame.GOING_AWAY, Cause.DRAINING.code());
    }
  }

  /// Ends at once, for a reason of the gateway's own.
  void abort(Failure reason) {
    if (!tally.closing()) {
      truncated = tally.withinClientFrame() || tally.withinOriginFrame();
      failure = reason;
      boolean leaves = reason.cause() == Cause.DRAINING;
      close(leaves ? CloseFrame.GOING_AWAY : CloseFrame.INTERNAL_ERROR, reason.cause().code());
    }
    end();
  }

  private void expired() {
    if (lastMoment()) {
      end();
      return;
    }
    if (tally.withinOriginFrame()) {
      failure = Failure.of(Cause.CONNECTION_READ_TIMEOUT, "stopped within a frame");
      truncated = true;
    } else if (tally.withinClientFrame()) {
      failure = Failure.of(Cause.REQUEST_TIMEOUT, "stopped within a frame");
    }
    close(CloseFrame.GOING_AWAY, "idle");
  }

  private void vanished(ClosedBy who, Failure why) {
    tally.closed(who, WebSocketTraffic.WITHOUT_CLOSE_FRAME);
    failure = why;
  }

  // Says goodbye to both sides and waits for a moment for theirs.
  private void close(int code, String why) {
    tally.closed(ClosedBy.GATEWAY, code);
    closed = true;
    endClient(code, why);
    clientTakes = false;
    if (tally.withinClientFrame()) {
      originSends = false;
      origin.cancel();
    } else {
      endOrigin(code, why);
    }
    if (clientSends || originSends) {
      client.readRequest(true);
      origin.readAnswer(true);
      limit.arm(LAST_MOMENT.toNanos());
    } else {
      end();
    }
  }

  private void endClient(int code, String why) {
    if (tally.withinOriginFrame()) {
      clientSends = false;
      client.truncate();
      return;
    }
    if (tally.mayCloseClient()) {
      client.body(CloseFrame.toClient(code, why + ' ' + requestId));
    }
    client.end(NO_FIELDS);
  }

  private void endOrigin(int code, String why) {
    if (tally.mayCloseOrigin()) {
      byte[] mask = loop.ids().bytes(MASK);
      origin.body(CloseFrame.toOrigin(code, why + ' ' + requestId, mask));
    }
    origin.end(NO_FIELDS);
    origin.flush();
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    limit.disarm();
    loop.countWebSockets(-1);
    if (clientSends || clientTakes) {
      client.truncate();
    }
    origin.flush();
    origin.cancel();
    over.accept(new Outcome(Optional.ofNullable(failure), truncated, tally.traffic()));
  }

  /// How it ended.
  ///
  /// @param failure why, where it did not end in good order, or the gateway drained
  /// @param truncated whether the client was left before its time, and not the other way round
  record Outcome(Optional<Failure> failure, boolean truncated, WebSocketTraffic traffic) {}
}
