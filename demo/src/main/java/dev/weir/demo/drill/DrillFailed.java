package dev.weir.demo.drill;

/// A drill could not be played, or not to its end.
public final class DrillFailed extends Exception {
  private static final long serialVersionUID = 1;

  private final Why why;

  DrillFailed(Why why) {
    super("drill: " + why);
    this.why = why;
  }

  /// Why not.
  public Why why() {
    return why;
  }

  /// The reasons: the closed list.
  public enum Why {
    /// No demo runs on this machine, or not at that control port.
    NO_DEMO,
    /// Another drill is being played; one at a time, or nobody knows whose traces they are.
    BUSY,
    /// The shop has no instance of that number.
    NO_SUCH_INSTANCE,
    /// The demo ended before the drill was over.
    DEMO_ENDED
  }
}
