package dev.weir.gateway.attempt;

import dev.weir.exchange.Attempt;
import dev.weir.gateway.config.Origin;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import dev.weir.status.Sent;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One try at one origin while it is under way: when what happened, and how far the request got.
/// Written by its event loop; read by the recorder after the exchange has ended.
public final class OpenAttempt {
  private final Origin origin;
  private final boolean reused;
  private final long started = System.nanoTime();
  private long connected;
  private long firstByte;
  private long ended;
  private int status;
  private Sent sent = Sent.NOT_SENT;
  private @Nullable Cause cause;

  OpenAttempt(Origin origin, boolean reused) {
    this.origin = origin;
    this.reused = reused;
    if (reused) {
      connected = started;
    }
  }

  public boolean reused() {
    return reused;
  }

  public Sent sent() {
    return sent;
  }

  /// The origin's status code, 0 as long as there is none.
  public int status() {
    return status;
  }

  public long started() {
    return started;
  }

  void connected() {
    connected = System.nanoTime();
  }

  void sentSome() {
    sent = Sent.MAYBE;
  }

  /// What was sent did not get through the door.
  void unsent() {
    sent = Sent.NOT_SENT;
  }

  void firstByte() {
    firstByte = System.nanoTime();
  }

  /// Whether anything came of it.
  boolean begun() {
    return firstByte != 0;
  }

  void answered(int status) {
    this.status = status;
    sent = Sent.ANSWERED;
  }

  void ended() {
    ended = System.nanoTime();
  }

  /// Ends it with a failure, which learns how far the request got.
  Failure failed(Failure failure) {
    ended();
    cause = failure.cause();
    return failure.withSent(sent);
  }

  /// As it is recorded.
  public Attempt toAttempt() {
    return new Attempt(
        origin.toString(),
        reused,
        status,
        Optional.ofNullable(cause),
        since(connected),
        since(firstByte),
        since(ended));
  }

  private Duration since(long time) {
    return time == 0 ? Duration.ZERO : Duration.ofNanos(time - started);
  }
}
