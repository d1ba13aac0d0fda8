package dev.weir.conformance;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// gRPC's interoperability cases through Weir: those of its `TestServiceClient` that need neither
/// credentials nor a cache, by the names that they have there, and some that its transports are
/// tested by.
class GrpcInteropTest {
  private static GrpcOrigin origin;

  @BeforeAll
  static void start() throws IOException {
    origin = GrpcOrigin.start();
  }

  @AfterAll
  static void stop() {
    origin.close();
  }

  @TestFactory
  Stream<DynamicTest> inClearText() {
    return Stream.of(
        passes("empty_unary", GrpcClient::emptyUnary),
        passes("large_unary", GrpcClient::largeUnary),
        passes("client_compressed_unary", client -> client.clientCompressedUnary(true)),
        passes("server_compressed_unary", GrpcClient::serverCompressedUnary),
        passes("client_streaming", GrpcClient::clientStreaming),
        passes("client_compressed_streaming", client -> client.clientCompressedStreaming(true)),
        passes("server_streaming", GrpcClient::serverStreaming),
        passes("server_compressed_streaming", GrpcClient::serverCompressedStreaming),
        passes("ping_pong", GrpcClient::pingPong),
        passes("empty_stream", GrpcClient::emptyStream),
        passes("custom_metadata", GrpcClient::customMetadata),
        passes("status_code_and_message", GrpcClient::statusCodeAndMessage),
        passes("special_status_message", GrpcClient::specialStatusMessage),
        passes("unimplemented_method", GrpcClient::unimplementedMethod),
        passes("unimplemented_service", GrpcClient::unimplementedService),
        passes("cancel_after_begin", GrpcClient::cancelAfterBegin),
        passes("cancel_after_first_response", GrpcClient::cancelAfterFirstResponse),
        passes("timeout_on_sleeping_server", GrpcClient::timeoutOnSleepingServer),
        passes("very_large_request", GrpcClient::veryLargeRequest),
        passes("very_large_response", GrpcClient::veryLargeResponse),
        passes("flow_control", GrpcClient::serverStreamingShouldBeFlowControlled),
        passes("half_duplex", GrpcClient::halfDuplexCallShouldSucceed),
        passes("full_duplex", GrpcClient::fullDuplexCallShouldSucceed),
        passes("deadline_not_exceeded", GrpcClient::deadlineNotExceeded),
        passes("deadline_exceeded", GrpcClient::deadlineExceeded),
        passes("deadline_exceeded_streaming", GrpcClient::deadlineExceededServerStreaming),
        passes("graceful_shutdown", GrpcClient::gracefulShutdown));
  }

  private static DynamicTest passes(String name, Case test) {
    return dynamicTest(
        name,
        () -> {
          try (GrpcClient client = GrpcClient.to(origin.address())) {
            test.run(client);
          }
        });
  }

  private interface Case {
    void run(GrpcClient client) throws Exception;
  }
}
