package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.TestingConfig.to;

import dev.weir.gateway.config.Network;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.faults.Fault.Played;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.status.Cause;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/// What is the gateway's own: its configuration, its shutdown, its bugs.
final class GatewayFaults {
  private GatewayFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.unsent(
            Cause.PROXY_INTERNAL_RESPONSE,
            "the route is closed for maintenance",
            stage -> stage.get(answering(stage, Cause.PROXY_INTERNAL_RESPONSE))),
        // No clock can count as far as this limit, and the arithmetic that finds out is in the
        // middle of an exchange: an exception of our own code, as any bug would throw it.
        Fault.unsent(
            Cause.PROXY_INTERNAL_ERROR,
            "an exception in the gateway's own code",
            stage ->
                stage.get(
                    to(stage.keep(TestingOrigin.saying("fine")))
                        .route("timeout", Optional.of(Duration.ofSeconds(Long.MAX_VALUE))))),
        Fault.unsent(
            Cause.PROXY_CONFIGURATION_ERROR,
            "the origin's name cannot be a name",
            stage -> stage.get(to(new Origin("shop..weir.test", 8080)))),
        Fault.unrouted(
            Cause.PROXY_LOOP_DETECTED, "the gateway is its own origin", GatewayFaults::loop),
        Fault.maybe(Cause.DRAINING, "the drain time is over", GatewayFaults::draining));
  }

  /// A gateway that answers everything with this cause.
  static TestingConfig answering(Stage stage, Cause cause) {
    return to(stage.keep(TestingOrigin.saying("never asked")))
        .route("service", Optional.empty(), "answer", Optional.of(cause))
        .route("retryAfter", Optional.of(Duration.ofMinutes(2)));
  }

  // It trusts itself, so that the id is one and the same on both of its sides.
  private static Played loop(Stage stage) throws Exception {
    List<Network> itself = List.of(new Network(InetAddress.getLoopbackAddress(), 32));
    TestingConfig config = to(new Origin("127.0.0.1", 1)).with("trustedHops", itself);
    TestingGateway gateway = stage.gateway(config);
    gateway.reload(
        to(new Origin("127.0.0.1", gateway.address().getPort())).with("trustedHops", itself));
    TestingClient client = stage.client(gateway).send(stage.head("GET", "/a"));
    return new Played(gateway, Optional.of(client.answer()));
  }

  private static Played draining(Stage stage) throws Exception {
    TestingOrigin origin = OriginFaults.silentOrigin(stage);
    TestingGateway gateway = stage.gateway(to(origin));
    TestingClient client = stage.client(gateway).send(stage.head("GET", "/a"));
    Awaitility.await().until(() -> origin.connections() == 1);
    stage.beside(() -> gateway.gateway().drain(Duration.ofMillis(100)));
    return new Played(gateway, Optional.of(client.answer()));
  }
}
