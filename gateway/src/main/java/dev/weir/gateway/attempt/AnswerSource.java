package dev.weir.gateway.attempt;

/// Where an answer comes from: an origin, or something of the gateway's own. All of it on the event
/// loop.
public interface AnswerSource {
  /// Lets the answer come no faster than it is taken.
  void readAnswer(boolean wanted);

  /// Gives up: nobody waits for the answer any longer.
  void cancel();
}
