package dev.weir.demo.traffic;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What a caller saw of one call.
public sealed interface Seen {
  /// From the moment the call was due until its end: a late start counts, or the slow calls would
  /// hide the ones behind them.
  Duration latency();

  /// A whole answer.
  ///
  /// @param asMeant whether it is what a shop that is well answers, honest 4xx included
  /// @param cause whose error it is: an error type of `Proxy-Status` where the gateway answered,
  ///   `origin` for the shop's own 5xx; empty where nothing failed
  /// @param code the problem code in the body, if there is one
  /// @param breaches how an error answer breaks the contract
  record Answer(
      Duration latency,
      int status,
      boolean asMeant,
      Optional<String> cause,
      Optional<String> code,
      Set<Breach> breaches)
      implements Seen {
    public Answer {
      breaches = Set.copyOf(breaches);
    }

    static Answer of(Duration latency, Call call, Reply reply) {
      Contract contract = Contract.of(call, reply);
      return new Answer(
          latency,
          reply.status(),
          call.meant().contains(reply.status()) && contract.gatewayError().isEmpty(),
          contract.gatewayError().or(() -> originError(reply)),
          contract.code(),
          contract.breaches());
    }

    private static Optional<String> originError(Reply reply) {
      return reply.status() >= 500 ? Optional.of("origin") : Optional.empty();
    }

    /// Whether the answer has to keep the contract of error answers.
    boolean error() {
      return status >= 400 || cause.isPresent();
    }
  }

  /// No whole answer.
  record Broken(Duration latency, Break how) implements Seen {}
}
