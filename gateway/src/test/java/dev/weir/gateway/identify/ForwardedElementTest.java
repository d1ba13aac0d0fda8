package dev.weir.gateway.identify;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedElementTest {
  private static final Identifier IDENTIFIER =
      new Identifier(List.of(new Network(InetAddress.ofLiteral("10.0.0.0"), 8)), "weir", "1");
  private static final Peer HOP =
      Peer.of(new InetSocketAddress(InetAddress.ofLiteral("10.9.9.9"), 1), "http");

  // Read from right to left, until the first that is no hop of ours; what is malformed says
  // nothing.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "for=8.8.8.8                                | 8.8.8.8",
        "For=8.8.8.8;By=10.0.0.1;Proto=HTTPS        | 8.8.8.8",
        "proto=http;for=\"8.8.8.8:4711\"            | 8.8.8.8",
        "for=8.8.8.8:_port, for=10.1.1.1            | 8.8.8.8",
        "for=1.1.1.1, for=8.8.8.8, for=10.1.1.1     | 8.8.8.8",
        "for=10.2.2.2, for=10.1.1.1                 | 10.2.2.2",
        "for=8.8.8.8, for=unknown, for=10.1.1.1     | 10.1.1.1",
        "for=8.8.8.8, for=_hidden, for=10.1.1.1     | 10.1.1.1",
        "for=8.8.8.8, proto=http, for=10.1.1.1      | 10.1.1.1",
        "for=\"[2001:db8::1]:80\"                   | 2001:db8:0:0:0:0:0:1",
        "for=\"[2001:db8::1]\";host=\"a,b;c=\\\"d\"  | 2001:db8:0:0:0:0:0:1",
        "for=\"8.8.8.8, 10.1.1.1\"                  | 10.9.9.9",
        "for=\"[2001:db8::1\"                       | 10.9.9.9",
        "for=\"8.8.8.8                              | 10.9.9.9",
        "8.8.8.8                                    | 10.9.9.9",
        "for=                                       | 10.9.9.9",
        "for=8.8.8.8;                               | 10.9.9.9"
      })
  void clientIsTheFirstThatIsNoHopOfOurs(String field, String client) {
    Fields fields = new Fields();
    fields.add("Forwarded", field);
    RequestHead head = new RequestHead(Method.GET, "1.1", "h", fields, 0, 0, 0);

    Identity identity = IDENTIFIER.identify(head, HOP, new Ids(new SecureRandom()));

    assertThat(identity.clientAddress()).isEqualTo(client);
  }
}
