package dev.weir.gateway.loop;

import dev.weir.gateway.message.Ascii;
import java.security.SecureRandom;
import java.util.Arrays;

/// Unguessable ids in hexadecimal, from random bytes fetched in bulk: one call of the system's
/// generator serves a hundred exchanges. Used by one event loop.
public final class Ids {
  private static final byte[] HEX = Ascii.bytes("0123456789abcdef");

  private final SecureRandom random;
  private final byte[] pool = new byte[4096];
  private int used = pool.length;

  public Ids(SecureRandom random) {
    this.random = random;
  }

  /// This many random bytes, at most 4096.
  public byte[] bytes(int count) {
    take(count);
    return Arrays.copyOfRange(pool, used - count, used);
  }

  private void take(int count) {
    if (used + count > pool.length) {
      random.nextBytes(pool);
      used = 0;
    }
    used += count;
  }

  /// This many random bytes as twice as many hexadecimal digits.
  public byte[] hex(int bytes) {
    take(bytes);
    byte[] text = new byte[bytes * 2];
    for (int i = 0; i < bytes; i++) {
      int b = pool[used - bytes + i];
      text[2 * i] = HEX[(b >> 4) & 15];
      text[2 * i + 1] = HEX[b & 15];
    }
    return text;
  }
}
