package dev.weir.gateway.http2;

import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One stream of a connection (RFC 9113 section 5): what is left of its windows, and what waits for
/// them. Whoever uses the connection extends it with what the stream is for; the session calls the
/// methods below on its event loop.
public abstract class Stream {
  // What may wait for the peer's window before the sender is told to pause, and to go on.
  private static final int HIGH = 1 << 16;
  private static final int LOW = 1 << 15;

  int id;
  long sendWindow;
  int receiveWindow;
  boolean sentEnd;
  boolean receivedEnd;
  boolean gone;
  long sent;
  boolean waits;
  @Nullable ErrorCode whenSent;
  // Taken from the peer while it was told to pause; its window does not grow by that yet.
  private int unacknowledged;
  private boolean paused;
  private boolean full;
  private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>(0);
  private int waitingBytes;
  private @Nullable Fields end;

  /// A field block behind the first of a server's stream: the answer's head, an interim one, or
  /// trailers.
  ///
  /// @param end whether nothing follows
  protected abstract void headers(FieldSection section, boolean end);

  /// A piece of the body; takes the duty to release it.
  protected abstract void data(ByteBuf data);

  /// The peer has sent all of it.
  protected abstract void ended();

  /// The stream is over before its time: the peer, or the session because of what the peer did,
  /// reset it. It knows nothing of it any more.
  ///
  /// @param byPeer whether the peer did
  protected abstract void reset(ErrorCode code, String evidence, boolean byPeer);

  /// More of the body may be given again.
  protected abstract void goOn();

  /// Something of what waited has been sent.
  protected abstract void progress();

  /// Its number; 0 as long as it has none.
  public final int id() {
    return id;
  }

  /// Whether the peer has sent all of it.
  public final boolean receivedEnd() {
    return receivedEnd;
  }

  /// Whether it is over.
  public final boolean gone() {
    return gone;
  }

  /// Whether more of the body should be given.
  public final boolean takesMore() {
    return waitingBytes < HIGH;
  }

  /// Bytes of its bodies that were given to the connection.
  public final long sent() {
    return sent;
  }

  /// Whether the peer lets this stream send more, whatever the connection may.
  public final boolean windowOpen() {
    return sendWindow > 0;
  }

  /// Whether something waits for the peer's window.
  public final boolean blocked() {
    return !nothingWaits();
  }

  /// Lets the peer send on, or not beyond its window.
  ///
  /// @return bytes that the window grows by now
  int pause(boolean paused) {
    this.paused = paused;
    int grown = paused ? 0 : unacknowledged;
    unacknowledged -= grown;
    return grown;
  }

  /// Counts bytes as taken.
  ///
  /// @return bytes that the window grows by now
  int taken(int bytes) {
    unacknowledged += bytes;
    return paused || unacknowledged < Inflow.STREAM_WINDOW / 2 ? 0 : pause(false);
  }

  /// Everything that was taken and not acknowledged, which the connection's window lacks.
  int unacknowledged() {
    return unacknowledged;
  }

  void enqueue(ByteBuf data) {
    waiting.add(data);
    waitingBytes += data.readableBytes();
    full |= waitingBytes >= HIGH;
  }

  void endsWith(Fields trailers) {
    end = trailers;
  }

  boolean nothingWaits() {
    return waiting.isEmpty() && end == null;
  }

  /// The next piece to send, at most so long; empty if the end waits.
  @Nullable ByteBuf next(int most) {
    ByteBuf first = waiting.peek();
    if (first == null) {
      return null;
    }
    int length = Math.min(most, first.readableBytes());
    waitingBytes -= length;
    if (length < first.readableBytes()) {
      return first.readRetainedSlice(length);
    }
    return waiting.poll();
  }

  boolean onlyEndWaits() {
    return waiting.isEmpty() && end != null;
  }

  /// The trailers to end with, which no longer wait then.
  Fields takeEnd() {
    Fields trailers = end == null ? Session.NO_FIELDS : end;
    end = null;
    return trailers;
  }

  /// Whether the sender is to be told to go on, which is so once after it was told to pause.
  boolean goesOn() {
    boolean goesOn = full && waitingBytes < LOW;
    full &= !goesOn;
    return goesOn;
  }

  void discard() {
    gone = true;
    waiting.forEach(ByteBuf::release);
    waiting.clear();
    waitingBytes = 0;
    end = null;
  }
}
