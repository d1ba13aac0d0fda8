package dev.weir.gateway.faults;

import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.status.Cause;
import dev.weir.status.Sent;
import java.util.Optional;

/// How one cause is brought about, and what is seen of it.
///
/// @param how what misbehaves
/// @param ending what the client sees
/// @param routed whether the failure comes after a route was found
/// @param sent what is said about whether an origin had the request
record Fault(Cause cause, String how, Ending ending, boolean routed, Sent sent, Scene scene) {

  /// A fault before any route is found.
  static Fault unrouted(Cause cause, String how, Scene scene) {
    return new Fault(cause, how, Ending.ANSWERED, false, Sent.NOT_SENT, scene);
  }

  /// A fault after which nothing of the request had left the gateway.
  static Fault unsent(Cause cause, String how, Scene scene) {
    return new Fault(cause, how, Ending.ANSWERED, true, Sent.NOT_SENT, scene);
  }

  /// A fault after which the request may have been processed.
  static Fault maybe(Cause cause, String how, Scene scene) {
    return new Fault(cause, how, Ending.ANSWERED, true, Sent.MAYBE, scene);
  }

  /// A fault after the origin had begun to answer, and before the client knew.
  static Fault answered(Cause cause, String how, Scene scene) {
    return new Fault(cause, how, Ending.ANSWERED, true, Sent.ANSWERED, scene);
  }

  /// A fault after the client had the beginning of an answer: its end is all that can be cut off.
  static Fault truncated(Cause cause, String how, Scene scene) {
    return new Fault(cause, how, Ending.TRUNCATED, true, Sent.ANSWERED, scene);
  }

  @Override
  public String toString() {
    return cause.code() + ": " + how;
  }

  /// What the client sees.
  enum Ending {
    /// The gateway's own answer.
    ANSWERED,
    /// The origin's answer without its end.
    TRUNCATED,
    /// Nothing, since it is gone.
    GONE
  }

  /// Plays the fault.
  @FunctionalInterface
  interface Scene {
    /// Plays it once, for a client that says in the request what it reads.
    Played play(Stage stage) throws Exception;
  }

  /// What came of it.
  ///
  /// @param answer what the client received, if it was still there
  record Played(TestingGateway gateway, Optional<Answer> answer) {}
}
