package dev.weir.gateway.record;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.Ratio;

/// Which exchanges the access log tells of.
///
/// Always: every answer from 400 on, every failure, every answer cut short, and every exchange that
/// took more than one attempt. A 4xx is written too, since it is what a caller quotes an id for,
/// and what abuse shows itself by; a success that needed a second attempt is an origin's failure
/// that nobody saw. Of the rest, the configured share: decided by the request id alone, so that
/// every hop that knows the id and the share keeps the same exchanges.
final class Sampling {
  private static final double HASHES = 0x1p32;

  private final double limit;

  Sampling(Ratio successes) {
    limit = successes.value() * HASHES;
  }

  boolean keeps(Exchange exchange) {
    return exchange.trueStatus() >= 400
        || exchange.truncated()
        || exchange.failure().isPresent()
        || exchange.attempts().size() > 1
        || Integer.toUnsignedLong(mix(exchange.requestId().hashCode())) < limit;
  }

  /// The last step of MurmurHash3 (fmix32): spreads what ids that differ in one digit share.
  private static int mix(int hash) {
    int h = hash;
    h = (h ^ h >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return h ^ h >>> 16;
  }
}
