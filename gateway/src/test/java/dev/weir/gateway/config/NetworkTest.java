package dev.weir.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class NetworkTest {
  @Property(tries = 2000)
  void addressIsInsideIfItsFirstBitsAreTheSame(
      @ForAll("addresses") InetAddress address,
      @ForAll("addresses") InetAddress other,
      @ForAll @IntRange(max = 128) int anyPrefix,
      @ForAll @IntRange(max = 127) int flipped)
      throws UnknownHostException {
    int bits = address.getAddress().length * 8;
    int prefix = anyPrefix % (bits + 1);
    Network network = new Network(address, prefix);

    assertThat(network.contains(other)).isEqualTo(plainly(address, other, prefix));
    assertThat(network.contains(address)).isTrue();
    // And one that differs in a single bit.
    InetAddress near = flip(address, flipped % bits);
    assertThat(network.contains(near)).isEqualTo(flipped % bits >= prefix);
  }

  @Example
  void prefixIsAtMostAsLongAsTheAddress() {
    assertThatThrownBy(() -> new Network(InetAddress.ofLiteral("10.0.0.0"), 33))
        .hasMessage("prefix: 33 (expected: 0 to 32)");
  }

  @Provide
  Arbitrary<InetAddress> addresses() {
    return Arbitraries.of(4, 16)
        .flatMap(length -> Arbitraries.bytes().array(byte[].class).ofSize(length))
        // InetAddress takes an IPv4 address in an IPv6 one for IPv4: no plain one is like that.
        .map(bytes -> {
          bytes[0] |= 1;
          return address(bytes);
        });
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static InetAddress flip(InetAddress address, int bit) {
    byte[] bytes = address.getAddress();
    bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
    return address(bytes);
  }

  private static boolean plainly(InetAddress one, InetAddress other, int prefix) {
    int bits = one.getAddress().length * 8;
    return other.getAddress().length * 8 == bits
        && number(one).xor(number(other)).shiftRight(bits - prefix).signum() == 0;
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }
}
