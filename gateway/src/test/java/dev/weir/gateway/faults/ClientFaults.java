package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.TestingConfig.to;

import dev.weir.gateway.config.Size;
import dev.weir.gateway.config.TlsConfig;
import dev.weir.gateway.faults.Fault.Ending;
import dev.weir.gateway.faults.Fault.Played;
import dev.weir.gateway.faults.Fault.Scene;
import dev.weir.gateway.testing.Http2Peer;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.status.Cause;
import dev.weir.status.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What clients do wrong.
final class ClientFaults {
  private static final Duration SHORT = Duration.ofMillis(100);

  private ClientFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.unrouted(
            Cause.HTTP_REQUEST_ERROR,
            "two Host fields",
            stage -> stage.send(fine(stage), stage.head("GET", "/a", "Host: other"))),
        Fault.unrouted(
            Cause.HTTP_REQUEST_ERROR,
            "a line that ends in a bare LF",
            stage -> stage.send(fine(stage), "GET /a HTTP/1.1\n" + stage.wishes() + "\n\n")),
        Fault.unrouted(
            Cause.NO_ROUTE,
            "no route has this path",
            stage -> stage.send(fine(stage).route("path", "/api/**"), stage.head("GET", "/other"))),
        Fault.unrouted(
            Cause.METHOD_NOT_ALLOWED,
            "the route takes other methods",
            stage ->
                stage.send(
                    fine(stage).route("methods", List.of("GET", "PUT")),
                    stage.head("DELETE", "/a"))),
        Fault.unrouted(
            Cause.METHOD_NOT_IMPLEMENTED,
            "an unknown method",
            stage -> stage.send(fine(stage), stage.head("BREW", "/a"))),
        Fault.unrouted(
            Cause.TRANSFER_CODING_NOT_IMPLEMENTED,
            "a transfer coding below chunked that is unknown",
            stage ->
                stage.send(
                    fine(stage), stage.head("POST", "/a", "Transfer-Encoding: br, chunked"))),
        Fault.unrouted(
            Cause.HTTP_VERSION_NOT_SUPPORTED,
            "HTTP/2 without having agreed on it",
            stage ->
                stage.send(fine(stage), stage.head("GET", "/a").replace("HTTP/1.1", "HTTP/2.0"))),
        Fault.unsent(
            Cause.EXPECTATION_FAILED,
            "an unknown expectation",
            stage -> stage.send(fine(stage), stage.head("GET", "/a", "Expect: 200-ok"))),
        Fault.unrouted(
            Cause.URI_TOO_LONG,
            "a target over the limit",
            stage ->
                stage.send(
                    fine(stage).limit("requestTarget", new Size(64)),
                    stage.head("GET", "/" + "a".repeat(64)))),
        Fault.unrouted(
            Cause.REQUEST_HEADER_TOO_LARGE,
            "a head over the limit",
            stage ->
                stage.send(
                    fine(stage).limit("requestHead", Size.ofKiB(1)),
                    stage.head("GET", "/a", "Cookie: " + "a".repeat(2000)))),
        Fault.unrouted(
            Cause.REQUEST_HEADER_TOO_LARGE,
            "too many fields",
            stage ->
                stage.send(
                    fine(stage).limit("requestFields", 4),
                    stage.head("GET", "/a", "A: 1", "B: 2", "C: 3"))),
        Fault.unrouted(
            Cause.CLIENT_TLS_ERROR,
            "clear text where TLS is spoken",
            stage ->
                stage.send(fine(stage).tls(TlsConfig.ofSelfSigned()), stage.head("GET", "/a"))),
        new Fault(
            Cause.CLIENT_TLS_ERROR,
            "half a handshake, and no more",
            Ending.GONE,
            false,
            Sent.NOT_SENT,
            halfHandshake()),
        Fault.unsent(Cause.REQUEST_BODY_TOO_LARGE, "a body that is said to be too large", said()),
        Fault.maybe(Cause.REQUEST_BODY_TOO_LARGE, "a body that grows too large", growing()),
        Fault.unrouted(Cause.REQUEST_TIMEOUT, "half a head, and no more", slowHead()),
        Fault.maybe(Cause.REQUEST_TIMEOUT, "half a body, and no more", slowBody("A: b")),
        Fault.maybe(
            Cause.REQUEST_TIMEOUT,
            "half a body without the 100 that it asked for",
            slowBody("Expect: 100-continue")),
        Fault.maybe(Cause.REQUEST_TIMEOUT, "a body that hardly comes", dribbledBody()),
        Fault.unrouted(
            Cause.TOO_MANY_CONNECTIONS,
            "a connection more than its client may have",
            oneMoreThan("clientConnections")),
        Fault.unrouted(
            Cause.TOO_MANY_CONNECTIONS,
            "a connection more than there may be",
            oneMoreThan("connections")),
        new Fault(
            Cause.CONNECTION_ABUSED,
            "a field block of HTTP/2 that does not end",
            Ending.GONE,
            false,
            Sent.NOT_SENT,
            endlessBlock()),
        new Fault(
            Cause.CLIENT_GONE,
            "it resets the connection while it waits",
            Ending.GONE,
            true,
            Sent.MAYBE,
            gone(TestingClient::reset)),
        new Fault(
            Cause.CLIENT_GONE,
            "it closes the connection while it waits",
            Ending.GONE,
            true,
            Sent.MAYBE,
            gone(TestingClient::halfClose)));
  }

  private static TestingConfig fine(Stage stage) {
    return to(stage.keep(TestingOrigin.saying("fine")));
  }

  private static Scene said() {
    return stage ->
        stage.send(
            fine(stage).route("requestBody", Optional.of(new Size(64))),
            stage.head("POST", "/a", "Content-Length: 65"));
  }

  private static Scene growing() {
    return stage -> {
      TestingOrigin origin = OriginFaults.silentOrigin(stage);
      TestingGateway gateway =
          stage.gateway(to(origin).route("requestBody", Optional.of(new Size(64))));
      TestingClient client = stage.client(gateway);
      client.send(stage.head("POST", "/a", "Transfer-Encoding: chunked") + "1\r\na\r\n");
      awaitConnection(origin);
      client.send("40\r\n" + "a".repeat(64) + "\r\n");
      return new Played(gateway, Optional.of(client.answer()));
    };
  }

  private static Scene halfHandshake() {
    return stage -> {
      TestingGateway gateway =
          stage.gateway(fine(stage).tls(TlsConfig.ofSelfSigned()).timeout("tlsHandshake", SHORT));
      stage.client(gateway).send("\u0016\u0003\u0001");
      return new Played(gateway, Optional.empty());
    };
  }

  private static Scene slowHead() {
    return stage -> {
      String head = stage.head("GET", "/a");
      return stage.send(
          fine(stage).timeout("clientHead", SHORT), head.substring(0, head.length() - 2));
    };
  }

  private static Scene slowBody(String field) {
    return stage ->
        stage.send(
            to(OriginFaults.silentOrigin(stage)).timeout("clientBody", SHORT),
            stage.head("POST", "/a", "Content-Length: 100", field) + "half");
  }

  private static Scene dribbledBody() {
    return stage -> {
      TestingGateway gateway =
          stage.gateway(
              to(OriginFaults.silentOrigin(stage))
                  .timeout("clientBody", Duration.ofMillis(500))
                  .limit("requestRate", Size.ofKiB(1)));
      TestingClient client = stage.client(gateway);
      client.send(stage.head("POST", "/a", "Content-Length: 100000"));
      stage.beside(() -> {
        while (!stage.over(Duration.ofMillis(20))) {
          client.send("a");
        }
        return client;
      });
      return new Played(gateway, Optional.of(client.answer()));
    };
  }

  private static Scene oneMoreThan(String limit) {
    return stage -> {
      TestingGateway gateway = stage.gateway(fine(stage).limit(limit, 1));
      stage.client(gateway).get("/first").answer();
      TestingClient client = stage.client(gateway).send(stage.head("GET", "/a"));
      return new Played(gateway, Optional.of(client.answer()));
    };
  }

  private static Scene endlessBlock() {
    return stage -> {
      TestingGateway gateway = stage.gateway(fine(stage));
      Http2Peer client = stage.keep(Http2Peer.connect(gateway.address()));
      client.send(Http2Peer.HEADERS, 0, 1, client.block(":method", "GET"));
      for (int i = 0; i < 100; i++) {
        client.send(Http2Peer.CONTINUATION, 0, 1);
      }
      return new Played(gateway, Optional.empty());
    };
  }

  private static Scene gone(Leaving leaving) {
    return stage -> {
      TestingOrigin origin = OriginFaults.silentOrigin(stage);
      TestingGateway gateway = stage.gateway(to(origin));
      TestingClient client = stage.client(gateway).send(stage.head("GET", "/a"));
      awaitConnection(origin);
      leaving.leave(client);
      return new Played(gateway, Optional.empty());
    };
  }

  private static void awaitConnection(TestingOrigin origin) {
    org.awaitility.Awaitility.await().until(() -> origin.connections() == 1);
  }

  @FunctionalInterface
  private interface Leaving {
    void leave(TestingClient client) throws Exception;
  }
}
