package dev.weir.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weir.gateway.config.ServiceConfig.Protocol;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// gRPC's interoperability cases through Weir, over HTTP/2 on both sides.
class GrpcTest {
  private static final Map<String, Case> CASES = new LinkedHashMap<>();

  private static GrpcOrigin origin;
  private static Front weir;

  static {
    // Those of its `TestServiceClient` that need neither credentials nor a cache, by the names that
    // they have there.
    CASES.put("empty_unary", GrpcClient::emptyUnary);
    CASES.put("large_unary", GrpcClient::largeUnary);
    CASES.put("client_compressed_unary_noprobe", client -> client.clientCompressedUnary(false));
    CASES.put("server_compressed_unary", GrpcClient::serverCompressedUnary);
    CASES.put("client_streaming", GrpcClient::clientStreaming);
    CASES.put(
        "client_compressed_streaming_noprobe", client -> client.clientCompressedStreaming(false));
    CASES.put("server_streaming", GrpcClient::serverStreaming);
    CASES.put("server_compressed_streaming", GrpcClient::serverCompressedStreaming);
    CASES.put("ping_pong", GrpcClient::pingPong);
    CASES.put("empty_stream", GrpcClient::emptyStream);
    CASES.put("custom_metadata", GrpcClient::customMetadata);
    CASES.put("status_code_and_message", GrpcClient::statusCodeAndMessage);
    CASES.put("special_status_message", GrpcClient::specialStatusMessage);
    CASES.put("unimplemented_method", GrpcClient::unimplementedMethod);
    CASES.put("unimplemented_service", GrpcClient::unimplementedService);
    CASES.put("cancel_after_begin", GrpcClient::cancelAfterBegin);
    CASES.put("cancel_after_first_response", GrpcClient::cancelAfterFirstResponse);
    CASES.put("timeout_on_sleeping_server", GrpcClient::timeoutOnSleepingServer);

    // More, by which gRPC tests its transports.
    CASES.put("very large request", GrpcClient::veryLargeRequest);
    CASES.put("very large response", GrpcClient::veryLargeResponse);
    CASES.put("flow control", GrpcClient::serverStreamingShouldBeFlowControlled);
    CASES.put("half duplex", GrpcClient::halfDuplexCallShouldSucceed);
    CASES.put("full duplex", GrpcClient::fullDuplexCallShouldSucceed);
    CASES.put("deadline not exceeded", GrpcClient::deadlineNotExceeded);
    CASES.put("deadline exceeded", GrpcClient::deadlineExceeded);
    CASES.put("deadline exceeded while streaming", GrpcClient::deadlineExceededServerStreaming);
    CASES.put("graceful shutdown", GrpcClient::gracefulShutdown);
  }

  @BeforeAll
  static void start() throws IOException {
    origin = GrpcOrigin.start();
    weir = Front.to(origin.address(), Protocol.HTTP2);
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @TestFactory
  Stream<DynamicTest> inClearText() {
    return pass(() -> GrpcClient.inClearText(weir.clear()));
  }

  @TestFactory
  Stream<DynamicTest> overTls() {
    return pass(() -> GrpcClient.overTls(weir.tls()));
  }

  private static Stream<DynamicTest> pass(Supplier<GrpcClient> clients) {
    return CASES.entrySet().stream()
        .map(each ->
            dynamicTest(
                each.getKey(),
                () -> {
                  try (GrpcClient client = clients.get()) {
                    assertThatCode(() -> each.getValue().run(client))
                        .as(each.getKey())
                        .doesNotThrowAnyException();
                  }
                  weir.awaitRest();
                }));
  }

  private interface Case {
    void run(GrpcClient client) throws Exception;
  }
}
