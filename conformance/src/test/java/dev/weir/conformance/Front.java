package dev.weir.conformance;

import dev.weir.gateway.config.ListenConfig;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.ServiceConfig.Protocol;
import dev.weir.gateway.config.TlsConfig;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// A whole Weir before one origin, with a port in clear text and one for TLS.
final class Front implements Closeable {
  private final TestingGateway gateway;

  private Front(TestingGateway gateway) {
    this.gateway = gateway;
  }

  /// Starts before this origin.
  ///
  /// @param protocol what the origin is spoken to in
  static Front to(InetSocketAddress origin, Protocol protocol) {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Optional<TlsConfig> selfSigned = Optional.of(TlsConfig.ofSelfSigned());
    return new Front(
        TestingGateway.start(
            TestingConfig.to(new Origin(origin.getHostString(), origin.getPort()))
                .service("protocol", protocol)
                .with(
                    "listen",
                    List.of(
                        ListenConfig.at(free), new ListenConfig(free, false, selfSigned, false)))));
  }

  InetSocketAddress clear() {
    return gateway.gateway().addresses().getFirst();
  }

  InetSocketAddress tls() {
    return gateway.gateway().addresses().getLast();
  }

  /// Waits until nothing is left of what its clients began.
  void awaitRest() {
    gateway.awaitNoneInFlight();
    gateway.awaitMetric("weir_connections{side=\"client\"} 0.0");
  }

  @Override
  public void close() {
    gateway.close();
  }
}
