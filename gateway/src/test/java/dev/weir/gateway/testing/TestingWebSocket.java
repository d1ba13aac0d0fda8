package dev.weir.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/// Both ends of a WebSocket's opening handshake, written by hand.
public final class TestingWebSocket {
  /// The key of the example of RFC 6455 section 1.3.
  public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private TestingWebSocket() {}

  /// An origin that agrees to every WebSocket and treats it like this.
  public static TestingOrigin origin(TestingOrigin.Behaviour behaviour) {
    return TestingOrigin.start(connection -> {
      List<String> head = connection.awaitHead();
      if (!head.isEmpty()) {
        connection.send(agreement(head));
        behaviour.serve(connection);
      }
    });
  }

  /// An origin that sends back every message as it came, frame by frame, and answers a close frame
  /// with the same.
  public static TestingOrigin echo() {
    return origin(connection -> {
      TestingFrame frame;
      do {
        frame = TestingFrame.read(connection.buffered());
        connection.send(frame.fromServer());
      } while (frame.opcode() != TestingFrame.CLOSE);
    });
  }

  /// The 101 that agrees to this request.
  public static String agreement(List<String> head) {
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: "
        + accept(Wire.value(Wire.fields(head), "Sec-WebSocket-Key"))
        + "\r\n\r\n";
  }

  /// The request for a WebSocket at this path, with these more field lines.
  public static String request(String path, String... fields) {
    String more = fields.length == 0 ? "" : "\r\n" + String.join("\r\n", fields);
    return TestingClient.head(
        "GET",
        path,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: " + KEY + more);
  }

  /// A connection that has become a WebSocket.
  public static TestingClient open(TestingGateway gateway) throws IOException {
    return opened(gateway.connect().send(request("/")));
  }

  /// The same connection, once it has become a WebSocket.
  public static TestingClient opened(TestingClient client) throws IOException {
    TestingClient.Answer answer = client.answerHead();
    if (answer.status() != 101) {
      throw new AssertionError(answer.lines() + " (expected: 101)");
    }
    return client;
  }

  private static String accept(String key) {
    try {
      byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
