package dev.weir.conformance;

import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.InternalNettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.testing.integration.AbstractInteropTest;
import java.io.Closeable;
import java.net.InetSocketAddress;

/// gRPC's own interoperability cases, by the client that they were written for. Each of its methods
/// is a case; a case that fails throws.
final class GrpcClient extends AbstractInteropTest implements Closeable {
  private final InetSocketAddress server;

  private GrpcClient(InetSocketAddress server) {
    this.server = server;
  }

  /// A client with a connection of its own, in clear text.
  static GrpcClient to(InetSocketAddress server) {
    GrpcClient client = new GrpcClient(server);
    client.setUp();
    return client;
  }

  @Override
  protected ManagedChannelBuilder<?> createChannelBuilder() {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(server)
            .usePlaintext()
            .flowControlWindow(TEST_FLOW_CONTROL_WINDOW)
            .maxInboundMessageSize(MAX_MESSAGE_SIZE);
    InternalNettyChannelBuilder.setStatsEnabled(builder, false);
    return builder.intercept(createCensusStatsClientInterceptor());
  }

  /// The service is behind a gateway, so what its side measured cannot be asked.
  @Override
  protected boolean metricsExpected() {
    return false;
  }

  @Override
  protected int operationTimeoutMillis() {
    return 15_000;
  }

  @Override
  public void close() {
    tearDown();
  }
}
