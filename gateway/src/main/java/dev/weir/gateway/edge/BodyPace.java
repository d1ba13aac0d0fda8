package dev.weir.gateway.edge;

import dev.weir.gateway.loop.Deadline;
import dev.weir.gateway.loop.Wheel;
import java.util.function.Consumer;

/// Whether the body of a request comes fast enough. Judged over whole stretches of time in which
/// the client owed some of it: while the gateway itself does not read, it owes nothing, and the
/// next stretch begins anew. Costs a body's piece one addition.
final class BodyPace {
  private final Pace pace;
  private final Consumer<String> slow;
  private final Deadline deadline;
  private long bytes;

  /// @param slow told what was seen
  BodyPace(Wheel wheel, Pace pace, Consumer<String> slow) {
    this.pace = pace;
    this.slow = slow;
    this.deadline = new Deadline(wheel, this::expired);
  }

  /// From now on the client owes its body, if it does not already.
  void owed() {
    if (!deadline.armed()) {
      begin();
    }
  }

  /// So many bytes of it came.
  void came(int length) {
    bytes += length;
  }

  /// The client owes nothing for now.
  void notOwed() {
    deadline.disarm();
  }

  /// The body is over, or nobody's business any more.
  void over() {
    deadline.cancel();
  }

  private void begin() {
    bytes = 0;
    deadline.arm(pace.stretch().toNanos());
  }

  private void expired() {
    if (pace.kept(bytes)) {
      begin();
    } else {
      slow.accept(pace.evidence("the client sent of its body", bytes));
    }
  }
}
