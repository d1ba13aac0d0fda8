package dev.weir.gateway.config;

import java.net.InetAddress;

/// A range of addresses, written `10.0.0.0/8` or `::1`.
///
/// @param address any address of the range
/// @param prefix how many leading bits count
public record Network(InetAddress address, int prefix) {
  public Network {
    int bits = address.getAddress().length * 8;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("prefix: " + prefix + " (expected: 0 to " + bits + ")");
    }
  }

  /// Whether the address lies in this range; an address of the other family does not.
  public boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    return ours.length == theirs.length && sharesPrefix(ours, theirs);
  }

  private boolean sharesPrefix(byte[] ours, byte[] theirs) {
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit & 7);
      if ((ours[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }
}
