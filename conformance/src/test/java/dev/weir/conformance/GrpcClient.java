package dev.weir.conformance;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.InternalNettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.testing.integration.AbstractInteropTest;
import java.io.Closeable;
import java.net.InetSocketAddress;

/// gRPC's own interoperability cases, by the client that they were written for. Each of its methods
/// is a case; a case that fails throws.
final class GrpcClient extends AbstractInteropTest implements Closeable {
  private final InetSocketAddress server;
  private final ChannelCredentials credentials;

  private GrpcClient(InetSocketAddress server, ChannelCredentials credentials) {
    this.server = server;
    this.credentials = credentials;
    setUp();
  }

  /// A client with a connection of its own, in clear text.
  static GrpcClient inClearText(InetSocketAddress server) {
    return new GrpcClient(server, InsecureChannelCredentials.create());
  }

  /// A client with a connection of its own, over TLS, that takes any certificate.
  static GrpcClient overTls(InetSocketAddress server) {
    return new GrpcClient(
        server,
        TlsChannelCredentials.newBuilder()
            .trustManager(InsecureTrustManagerFactory.INSTANCE.getTrustManagers())
            .build());
  }

  @Override
  protected ManagedChannelBuilder<?> createChannelBuilder() {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(server, credentials)
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
