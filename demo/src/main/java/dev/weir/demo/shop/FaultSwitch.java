package dev.weir.demo.shop;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The fault that an instance plays now. Safe for many threads: written by drills, read once a
/// request by every connection.
final class FaultSwitch {
  private final AtomicReference<@Nullable Playing> now = new AtomicReference<>();

  Optional<Playing> now() {
    return Optional.ofNullable(now.get());
  }

  /// Plays a fault instead of the one before.
  void play(Fault fault) {
    end(now.getAndSet(new Playing(fault)));
  }

  void clear() {
    end(now.getAndSet(null));
  }

  private static void end(@Nullable Playing before) {
    if (before != null) {
      before.end();
    }
  }
}
