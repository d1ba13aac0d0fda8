package dev.weir.gateway.identify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.Network;
import dev.weir.gateway.loop.Ids;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class IdentifierTest {
  private static final Ids IDS = new Ids(new SecureRandom());
  private static final Identifier IDENTIFIER =
      new Identifier(List.of(new Network(InetAddress.ofLiteral("10.0.0.0"), 8)), "weir", "1");

  @Property
  void clientIsTheLastThatNoTrustedHopVouchesFor(
      @ForAll("hops") String peer, @ForAll @Size(max = 6) List<@From("claims") String> chain) {
    Fields fields = new Fields();
    chain.forEach(hop -> fields.add("X-Forwarded-For", hop));

    Identity identity = identify(fields, peer);

    assertThat(identity.clientAddress()).isEqualTo(plainly(chain, peer));
    String before = String.join(", ", chain);
    assertThat(identity.forwardedFor())
        .isEqualTo(trusted(peer) && !before.isEmpty() ? before + ", " + peer : peer);
  }

  // Goes back as long as the word of who speaks counts and says an address.
  private static String plainly(List<String> chain, String peer) {
    String client = peer;
    for (String claim : chain.reversed()) {
      if (!trusted(client) || !claim.matches("\\d+\\.\\d+\\.\\d+\\.\\d+")) {
        break;
      }
      client = claim;
    }
    return client;
  }

  private static boolean trusted(String address) {
    return address.startsWith("10.");
  }

  @Property
  void idIsKeptIfItIsOneAndItsSenderIsTrusted(
      @ForAll("hops") String peer, @ForAll("ids") String claimed) {
    Fields fields = new Fields();
    fields.add("X-Request-Id", claimed);

    Identity identity = identify(fields, peer);

    String id = new String(identity.requestId(), ISO_8859_1);
    boolean valid = claimed.matches("[A-Za-z0-9._-]{8,128}");
    if (valid && trusted(peer)) {
      assertThat(id).isEqualTo(claimed);
    } else {
      assertThat(id).matches("[0-9a-f]{32}");
      assertThat(identity.clientRequestId()).isEqualTo(valid ? claimed : "");
    }
  }

  @Provide
  Arbitrary<String> hops() {
    return Arbitraries.of("10.0.0.1", "10.255.9.9", "8.8.8.8", "11.0.0.1", "127.0.0.1");
  }

  @Provide
  Arbitrary<String> claims() {
    return Arbitraries.oneOf(
        hops(), Arbitraries.of("unknown", "", "_hidden", "10.0.0.1:80", "10.0.0", "evil.test"));
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("abcXYZ019._-").ofMinLength(6).ofMaxLength(130),
        Arbitraries.strings().withCharRange(' ', '\u00ff').ofMaxLength(20));
  }

  private static Identity identify(Fields fields, String peer) {
    RequestHead head = new RequestHead(Method.GET, "1.1", "h", fields, 0, 0, 0);
    return IDENTIFIER.identify(
        head, Peer.of(new InetSocketAddress(InetAddress.ofLiteral(peer), 1), "http"), IDS);
  }
}
