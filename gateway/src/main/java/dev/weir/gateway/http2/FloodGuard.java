package dev.weir.gateway.http2;

import java.util.function.LongSupplier;

/// Tells a busy peer from one that makes work for nothing (RFC 9113 section 10.5): frames that ask
/// for nothing may be as many as a busy peer needs, which is a multiple of those that do, and a
/// floor of them for free. Counted over ten seconds, so that an old debt is forgotten.
final class FloodGuard {
  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final int FREE = 2_000;
  private static final int PER_USEFUL = 4;
  private static final int FREE_RESETS = 200;
  private static final int UNREAD_REPLIES = 1_000;

  private final LongSupplier clock;
  private long windowEnd;
  private long useful;
  private long idle;
  private long opened;
  private long resets;
  private int unread;

  /// @param clock nanoseconds, as [System#nanoTime] gives them
  FloodGuard(LongSupplier clock) {
    this.clock = clock;
    this.windowEnd = clock.getAsLong() + WINDOW_NANOS;
  }

  /// A frame that carried a part of a request or an answer, either way.
  void useful() {
    useful++;
  }

  /// A stream was opened.
  void opened() {
    opened++;
    useful++;
  }

  /// A frame that asked for nothing: PING, SETTINGS, PRIORITY, WINDOW_UPDATE, empty DATA, unknown.
  void idle(String kind) throws ConnectionException {
    if (++idle > FREE && idle > FREE + PER_USEFUL * useful && !forgotten()) {
      throw calm(idle + " frames that ask for nothing within ten seconds, at last " + kind);
    }
  }

  /// A stream was given up before it had its answer, or had to be given up for what it was (rapid
  /// reset, CVE-2023-44487, and made you reset, CVE-2025-8671).
  void reset() throws ConnectionException {
    if (++resets > FREE_RESETS && resets * 2 > opened && !forgotten()) {
      throw calm(resets + " of " + opened + " streams reset within ten seconds");
    }
  }

  /// A frame has to be answered by one of ours.
  ///
  /// @param taken whether the peer takes what it is sent
  void reply(boolean taken) throws ConnectionException {
    unread = taken ? 0 : unread + 1;
    if (unread > UNREAD_REPLIES) {
      throw calm(unread + " replies not read");
    }
  }

  private boolean forgotten() {
    long now = clock.getAsLong();
    if (now - windowEnd < 0) {
      return false;
    }
    windowEnd = now + WINDOW_NANOS;
    useful = 0;
    idle = 0;
    opened = 0;
    resets = 0;
    return true;
  }

  private static ConnectionException calm(String evidence) {
    return new ConnectionException(ErrorCode.ENHANCE_YOUR_CALM, evidence);
  }
}
