package dev.weir.gateway.duties;

import static dev.weir.gateway.duties.Duty.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.Network;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.net.InetAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Who is believed what, and what the origin is told of who asks.
class IdentityDutiesTest {
  // This machine and 10.0.0.0/8 are hops of ours.
  private static final UnaryOperator<TestingConfig> TRUSTING =
      config ->
          config.with(
              "trustedHops",
              List.of(
                  new Network(InetAddress.ofLiteral("127.0.0.1"), 32),
                  new Network(InetAddress.ofLiteral("10.0.0.0"), 8)));

  private static final String ID = "X-Request-Id: ([0-9a-f]{32})";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @AutoClose private static final Scenes SCENES = new Scenes();

  @ParameterizedTest(name = "{0}")
  @MethodSource({"forwarding", "requestIds", "traces"})
  void isKept(Duty duty) throws Exception {
    duty.play(SCENES);
  }

  static Stream<Duty> forwarding() {
    return Stream.of(
        of("RFC 7239 4", "what an untrusted client claims is replaced")
            .get(
                "X-Forwarded-For: 8.8.8.8",
                "X-Forwarded-Host: evil.test",
                "X-Forwarded-Proto: https",
                "Forwarded: for=8.8.8.8")
            .originHasGet(),
        of("RFC 7239 4", "a trusted hop's chain grows by the hop")
            .with(TRUSTING)
            .get("X-Forwarded-For: 8.8.8.8, 10.0.0.7", "X-Forwarded-For: 10.0.0.8")
            .originHasLine(
                "X-Forwarded-For: 8\\.8\\.8\\.8, 10\\.0\\.0\\.7, 10\\.0\\.0\\.8, 127\\.0\\.0\\.1"),
        of("RFC 7239 4", "a trusted hop's Forwarded grows by the hop")
            .with(TRUSTING)
            .get("Forwarded: for=8.8.8.8;proto=https", "Forwarded: for=10.0.0.7")
            .originHasLine(
                "Forwarded: for=8\\.8\\.8\\.8;proto=https, for=10\\.0\\.0\\.7,"
                    + " for=127\\.0\\.0\\.1;host=\"shop\\.test\";proto=http"),
        of("RFC 7239 4", "a trusted hop's Forwarded alone is a chain as well")
            .with(TRUSTING)
            .get("Forwarded: for=8.8.8.8:4711;proto=https;host=a.test, for=10.0.0.7")
            .originHasLine("X-Forwarded-For: 8\\.8\\.8\\.8, 10\\.0\\.0\\.7, 127\\.0\\.0\\.1")
            .originHasLine("X-Forwarded-Proto: https")
            .originHasLine("X-Forwarded-Host: a\\.test"),
        of("RFC 7239 4", "what the client said before its hop is not the hop's word")
            .with(TRUSTING)
            .get("Forwarded: for=9.9.9.9;proto=https;host=evil.test, for=8.8.8.8")
            .originHasLine("X-Forwarded-Proto: http")
            .originHasLine("X-Forwarded-Host: shop\\.test"),
        of("RFC 7239 4", "X-Forwarded-For counts where both are there")
            .with(TRUSTING)
            .get("X-Forwarded-For: 8.8.8.8", "Forwarded: for=9.9.9.9;proto=https")
            .originHasLine("X-Forwarded-For: 8\\.8\\.8\\.8, 127\\.0\\.0\\.1")
            .originHasLine("X-Forwarded-Proto: http"),
        of("RFC 7239 5.4", "a trusted hop says which scheme the client used")
            .with(TRUSTING)
            .get("X-Forwarded-Proto: https")
            .originHasLine("X-Forwarded-Proto: https"),
        of("RFC 7239 5.4", "a scheme that is none is not believed")
            .with(TRUSTING)
            .get("X-Forwarded-Proto: gopher")
            .originHasLine("X-Forwarded-Proto: http"),
        of("RFC 7239 5.3", "a trusted hop says which host the client asked for")
            .with(TRUSTING)
            .get("X-Forwarded-Host: www.shop.test")
            .originHasLine("X-Forwarded-Host: www\\.shop\\.test")
            .originHasLine("Host: shop\\.test"));
  }

  static Stream<Duty> requestIds() {
    return Stream.of(
        of("design 5", "a client's own id is replaced")
            .get("X-Request-Id: my-own-id-1")
            .originHasGet()
            .originHasLine(ID)
            .clientHasLine(ID.toLowerCase(java.util.Locale.ROOT)),
        of("design 5", "a trusted hop's id passes")
            .with(TRUSTING)
            .get("X-Request-Id: Hop-4711_a.b")
            .originHasLine("X-Request-Id: Hop-4711_a\\.b")
            .clientHasLine("x-request-id: Hop-4711_a\\.b"),
        of("design 5", "a trusted hop's id with a space is replaced, not repaired")
            .with(TRUSTING)
            .get("X-Request-Id: Hop 4711 a")
            .originHasLine(ID),
        of("design 5", "a trusted hop's id that is too short is replaced")
            .with(TRUSTING)
            .get("X-Request-Id: 1234567")
            .originHasLine(ID),
        of("design 5", "a trusted hop's id that is too long is replaced")
            .with(TRUSTING)
            .get("X-Request-Id: " + "a".repeat(129))
            .originHasLine(ID),
        of("design 5", "an origin's id does not hide the exchange's")
            .origin("HTTP/1.1 200 OK", "X-Request-Id: of-the-origin", "Content-Length: 0", "", "")
            .clientHas("HTTP/1.1 200 OK", "Content-Length: 0", "", ""));
  }

  static Stream<Duty> traces() {
    String sent = "00-" + TRACE + "-" + SPAN;
    String continued = "traceparent: 00-" + TRACE + "-(?!" + SPAN + ")[0-9a-f]{16}-";
    String started = "traceparent: 00-(?!" + TRACE + ")[0-9a-f]{32}-[0-9a-f]{16}-01";
    return Stream.of(
        of("Trace Context 3.2", "a trace is continued by a span of our own")
            .get("traceparent: " + sent + "-01", "tracestate: a=1,b=2")
            .originHasLine(continued + "01")
            .originHasLine("tracestate: a=1,b=2"),
        of("Trace Context 3.2", "what is not sampled stays so")
            .get("traceparent: " + sent + "-00")
            .originHasLine(continued + "00"),
        of("Trace Context 3.2.2.5", "flags that nobody has defined are cleared")
            .get("traceparent: " + sent + "-ff")
            .originHasLine(continued + "03"),
        of("Trace Context 3.2", "a trace is started where there is none").originHasLine(started),
        of("Trace Context 3.3", "a state without a trace ends here")
            .get("tracestate: a=1")
            .originHasGet(),
        invalid("in capitals", sent.toUpperCase(java.util.Locale.ROOT) + "-01", started),
        invalid("no trace", "00-" + "0".repeat(32) + "-" + SPAN + "-01", started),
        invalid("no span", "00-" + TRACE + "-" + "0".repeat(16) + "-01", started),
        invalid("version ff", "ff-" + TRACE + "-" + SPAN + "-01", started),
        invalid("more behind version 00", sent + "-01-x", started),
        invalid("too short", sent + "-0", started),
        invalid("no dash", "00_" + TRACE + "-" + SPAN + "-01", started),
        invalid("no number", sent.replace('a', 'g') + "-01", started),
        of("Trace Context 3.2", "two of them are none")
            .get("traceparent: " + sent + "-01", "traceparent: " + sent + "-01")
            .originHasLine(started),
        of("Trace Context 4.3", "a higher version is read as far as we know it")
            .get("traceparent: 01-" + TRACE + "-" + SPAN + "-01-more")
            .originHasLine(continued + "01"),
        of("Trace Context 4.3", "a higher version may be as long as ours")
            .get("traceparent: cc-" + TRACE + "-" + SPAN + "-01")
            .originHasLine(continued + "01"),
        of("Trace Context 4.3", "a higher version may end in a zero")
            .get("traceparent: 10-" + TRACE + "-" + SPAN + "-01-more")
            .originHasLine(continued + "01"),
        of("Trace Context 4.3", "a higher version with more has a dash before it")
            .get("traceparent: 01-" + TRACE + "-" + SPAN + "-01x")
            .originHasLine(started));
  }

  private static Duty invalid(String words, String traceparent, String started) {
    return of("Trace Context 3.2.2", "a trace is started anew, and its state ends here: " + words)
        .get("traceparent: " + traceparent, "tracestate: a=1", "X-A: 1")
        .originHasGet("X-A: 1")
        .originHasLine(started);
  }

  // Read from right to left, until the first that is no hop of ours.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-                               | 127.0.0.1",
        "8.8.8.8                         | 8.8.8.8",
        "8.8.8.8, 10.1.1.1               | 8.8.8.8",
        "1.1.1.1, 8.8.8.8, 10.1.1.1      | 8.8.8.8",
        "10.2.2.2, 10.1.1.1              | 10.2.2.2",
        "8.8.8.8, unknown, 10.1.1.1      | 10.1.1.1",
        "8.8.8.8,, 10.1.1.1              | 10.1.1.1",
        "2001:db8::1                     | 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1]                   | 2001:db8:0:0:0:0:0:1",
        "::ffff:10.1.1.1                 | 10.1.1.1",
        "evil                            | 127.0.0.1"
      })
  void clientIsTheFirstThatIsNoHopOfOurs(String chain, String client) throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("hello");
        TestingGateway gateway = TestingGateway.start(TRUSTING.apply(TestingConfig.to(origin)));
        TestingClient connection = gateway.connect()) {
      String[] fields = chain == null ? new String[0] : new String[] {"X-Forwarded-For: " + chain};
      String id = connection.get("/", fields).answer().field("x-request-id");

      assertThat(gateway.awaitExchange(id).clientAddress()).isEqualTo(client);
    }
  }

  @Test
  void clientsOwnIdIsKeptBesideOurs() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("hello");
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      String id = client.get("/", "X-Request-Id: my-own-id-1").answer().field("x-request-id");

      Exchange exchange = gateway.awaitExchange(id);
      assertThat(exchange.clientRequestId()).isEqualTo("my-own-id-1");
      assertThat(exchange.requestId()).isEqualTo(id).isNotEqualTo("my-own-id-1");
    }
  }

  @Test
  void requestThatComesBackIs508() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("hello");
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      client.get("/").answer();
      String via = origin.takeRequest().field("via");

      TestingClient.Answer answer = client.get("/", "Via: 1.1 other, " + via).answer();

      assertThat(answer.status()).isEqualTo(508);
      assertThat(origin.requests()).hasSize(1);
    }
  }
}
