package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.TestingConfig.to;

import dev.weir.gateway.config.Size;
import dev.weir.gateway.faults.Fault.Played;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.status.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What origins do wrong once they have the request, or should have it.
final class OriginFaults {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Size SMALL = new Size(64);
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private OriginFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.maybe(
            Cause.CONNECTION_TERMINATED,
            "it closes instead of answering",
            stage -> stage.get(to(stage.originSaying("")))),
        Fault.maybe(
            Cause.CONNECTION_TERMINATED,
            "it resets the connection instead of answering",
            OriginFaults::reset),
        Fault.answered(
            Cause.CONNECTION_READ_TIMEOUT,
            "it stops in the middle of its answer",
            OriginFaults::readTimeout),
        Fault.maybe(
            Cause.CONNECTION_WRITE_TIMEOUT,
            "it does not read the request's body",
            OriginFaults::writeTimeout),
        Fault.answered(
            Cause.HTTP_RESPONSE_INCOMPLETE,
            "it closes in the middle of its answer",
            saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")),
        Fault.maybe(
            Cause.HTTP_RESPONSE_INCOMPLETE,
            "it closes in the middle of the head",
            saying("HTTP/1.1 200 OK\r\nContent-Le")),
        Fault.truncated(
            Cause.HTTP_RESPONSE_INCOMPLETE,
            "it ends within a large answer",
            saying("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + "a".repeat(100_000))),
        Fault.maybe(
            Cause.HTTP_RESPONSE_HEADER_SECTION_SIZE,
            "its head is too large",
            limited("responseHead", "HTTP/1.1 200 OK\r\nA: %s\r\n\r\n".formatted("a".repeat(100)))),
        Fault.maybe(
            Cause.HTTP_RESPONSE_HEADER_SIZE,
            "one header field is too large",
            limited(
                "responseField", "HTTP/1.1 200 OK\r\nA: %s\r\n\r\n".formatted("a".repeat(100)))),
        Fault.answered(
            Cause.HTTP_RESPONSE_BODY_SIZE,
            "its body is too large",
            limited("responseBody", TestingOrigin.ok("a".repeat(100)))),
        Fault.answered(
            Cause.HTTP_RESPONSE_BODY_SIZE,
            "its body grows too large",
            limited("responseBody", CHUNKED + "64\r\n" + "a".repeat(100) + "\r\n0\r\n\r\n")),
        // Held back until it is whole: else these could only cut it off (TruncationTest).
        Fault.answered(
            Cause.HTTP_RESPONSE_TRAILER_SECTION_SIZE,
            "its trailers are too large",
            limited("responseTrailers", CHUNKED + "0\r\nA: " + "a".repeat(100) + "\r\n\r\n")),
        Fault.answered(
            Cause.HTTP_RESPONSE_TRAILER_SIZE,
            "one trailer field is too large",
            limited("responseField", CHUNKED + "0\r\nA: " + "a".repeat(100) + "\r\n\r\n")),
        Fault.maybe(
            Cause.HTTP_RESPONSE_TRANSFER_CODING,
            "its transfer coding is not chunked",
            saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n")),
        Fault.answered(
            Cause.HTTP_RESPONSE_TRANSFER_CODING,
            "its chunks are broken",
            saying(CHUNKED + "zz\r\n")),
        Fault.maybe(Cause.HTTP_RESPONSE_TIMEOUT, "it is silent", OriginFaults::silent),
        Fault.maybe(
            Cause.HTTP_UPGRADE_FAILED,
            "it changes the protocol without being asked",
            saying("HTTP/1.1 101 Switching Protocols\r\nUpgrade: chat\r\n\r\n")),
        Fault.maybe(
            Cause.HTTP_PROTOCOL_ERROR, "it does not speak HTTP", saying("220 mail ready\r\n\r\n")),
        Fault.maybe(Cause.EXCHANGE_TIMEOUT, "the exchange takes too long", OriginFaults::tooLong));
  }

  private static Fault.Scene saying(String bytes) {
    return stage -> stage.get(to(stage.originSaying(bytes)));
  }

  private static Fault.Scene limited(String limit, String bytes) {
    return stage -> stage.get(to(stage.originSaying(bytes)).limit(limit, SMALL));
  }

  private static Played reset(Stage stage) throws Exception {
    TestingOrigin origin =
        stage.origin(connection -> {
          connection.awaitRequest();
          connection.reset();
        });
    return stage.get(to(origin));
  }

  private static Played readTimeout(Stage stage) throws Exception {
    TestingOrigin origin =
        stage.origin(connection -> {
          connection.awaitRequest();
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
          connection.awaitClose();
        });
    return stage.get(to(origin).timeout("betweenBytes", SHORT));
  }

  private static Played silent(Stage stage) throws Exception {
    return stage.get(to(silentOrigin(stage)).timeout("firstByte", SHORT));
  }

  private static Played tooLong(Stage stage) throws Exception {
    return stage.get(to(silentOrigin(stage)).route("timeout", Optional.of(SHORT)));
  }

  static TestingOrigin silentOrigin(Stage stage) {
    return stage.origin(TestingOrigin.Connection::awaitClose);
  }

  // More than all the buffers on the way can hold.
  private static Played writeTimeout(Stage stage) throws Exception {
    int length = 64 << 20;
    TestingOrigin origin =
        stage.origin(connection -> {
          connection.awaitHead();
          stage.idle();
        });
    TestingConfig config = to(origin).timeout("originWrite", SHORT);
    TestingGateway gateway = stage.gateway(config);
    TestingClient client = stage.client(gateway);
    client.send(stage.head("PUT", "/a", "Content-Length: " + length));
    stage.beside(() -> client.send(new byte[length]));
    return new Played(gateway, Optional.of(client.answer()));
  }
}
