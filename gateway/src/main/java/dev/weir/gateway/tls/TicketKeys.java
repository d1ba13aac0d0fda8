package dev.weir.gateway.tls;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The key that session tickets are sealed with, then those before it, which open the tickets that
/// are still about. Renewed, since a key that is kept for ever lets one theft open everything that
/// was ever recorded.
///
/// @param generation counts renewals
/// @param until when to renew them
record TicketKeys(int generation, List<OpenSslSessionTicketKey> keys, Instant until) {
  static final TicketKeys NONE = new TicketKeys(0, List.of(), Instant.MIN);

  private static final Duration GOOD_FOR = Duration.ofHours(8);
  private static final int MOST = 3;

  /// A new key before these, of which the oldest goes.
  TicketKeys renewed(SecureRandom random, Instant now) {
    OpenSslSessionTicketKey next =
        new OpenSslSessionTicketKey(
            bytes(random, OpenSslSessionTicketKey.NAME_SIZE),
            bytes(random, OpenSslSessionTicketKey.HMAC_KEY_SIZE),
            bytes(random, OpenSslSessionTicketKey.AES_KEY_SIZE));
    List<OpenSslSessionTicketKey> all =
        Stream.concat(Stream.of(next), keys.stream()).limit(MOST).toList();
    return new TicketKeys(generation + 1, all, now.plus(GOOD_FOR));
  }

  OpenSslSessionTicketKey[] array() {
    return keys.toArray(OpenSslSessionTicketKey[]::new);
  }

  private static byte[] bytes(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
