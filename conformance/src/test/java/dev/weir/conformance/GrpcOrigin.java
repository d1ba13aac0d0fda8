package dev.weir.conformance;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.testing.integration.TestServiceImpl;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// gRPC's own service for interoperability cases, over HTTP/2 in clear text.
final class GrpcOrigin implements Closeable {
  private final ScheduledExecutorService executor;
  private final Server server;

  private GrpcOrigin(ScheduledExecutorService executor, Server server) {
    this.executor = executor;
    this.server = server;
  }

  static GrpcOrigin start() throws IOException {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .maxInboundMessageSize(GrpcClient.MAX_MESSAGE_SIZE)
            .addService(
                ServerInterceptors.intercept(
                    new TestServiceImpl(executor), TestServiceImpl.interceptors()))
            .build()
            .start();
    return new GrpcOrigin(executor, server);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
  }

  @Override
  public void close() {
    server.shutdownNow();
    executor.shutdownNow();
  }
}
