package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.TestingConfig.to;

import dev.weir.gateway.config.Network;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.faults.Fault.Played;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingDns;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.status.Cause;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/// What fails between the gateway and its origins: names, addresses, connections.
final class NetworkFaults {
  private static final Origin NAMED = new Origin("shop.weir.test", 8080);
  private static final Duration SHORT = Duration.ofMillis(100);

  private static final Duration LONG = Duration.ofSeconds(5);

  private NetworkFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.unsent(
            Cause.DNS_TIMEOUT,
            "the name server is silent",
            stage -> stage.get(to(NAMED).dns(stage.keep(TestingDns.silent()), SHORT))),
        Fault.unsent(
            Cause.DNS_ERROR,
            "the name server answers SERVFAIL",
            stage -> stage.get(to(NAMED).dns(stage.keep(TestingDns.refusing(2)), LONG))),
        Fault.unsent(
            Cause.DNS_ERROR,
            "the name server answers NXDOMAIN",
            stage -> stage.get(to(NAMED).dns(stage.keep(TestingDns.refusing(3)), LONG))),
        Fault.unsent(
            Cause.DESTINATION_NOT_FOUND,
            "the name has no address",
            stage -> stage.get(to(NAMED).dns(stage.keep(TestingDns.giving()), LONG))),
        Fault.unsent(
            Cause.DESTINATION_IP_PROHIBITED,
            "the name resolves to loopback, which is forbidden",
            NetworkFaults::prohibited),
        // The kernel refuses to connect to a broadcast address, without a packet sent.
        Fault.unsent(
            Cause.DESTINATION_IP_UNROUTABLE,
            "the kernel has no route for a connection to the address",
            stage -> stage.get(to(new Origin("255.255.255.255", 8080)))),
        Fault.unsent(
            Cause.CONNECTION_REFUSED,
            "nothing listens at the port",
            NetworkFaults::connectionRefused),
        Fault.unsent(
            Cause.CONNECTION_TIMEOUT,
            "the origin's accept queue is full",
            stage ->
                stage.get(to(stage.keep(new FullBacklog()).origin()).timeout("connect", SHORT))),
        Fault.unsent(
            Cause.CONNECTION_LIMIT_REACHED,
            "every connection that may be opened is in use",
            NetworkFaults::connectionLimitReached));
  }

  private static Played prohibited(Stage stage) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return stage.get(
        to(NAMED)
            .dns(stage.keep(TestingDns.giving(loopback)), LONG)
            .service("prohibited", List.of(new Network(loopback, 8))));
  }

  private static Played connectionRefused(Stage stage) throws Exception {
    TestingOrigin gone = TestingOrigin.saying("");
    gone.close();
    return stage.get(to(gone));
  }

  // The limit is one for each event loop, and connections of clients go to the loops in turn.
  private static Played connectionLimitReached(Stage stage) throws Exception {
    TestingOrigin origin = stage.origin(TestingOrigin.Connection::awaitClose);
    TestingGateway gateway = stage.gateway(to(origin).service("connections", 1));
    int loops = Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < 2 * loops; i++) {
      stage.client(gateway).get("/occupied");
    }
    Awaitility.await().until(() -> origin.connections() == loops);
    TestingClient client = stage.client(gateway).send(stage.head("GET", "/a"));
    return new Played(gateway, Optional.of(client.answer()));
  }
}
