package dev.weir.gateway.attacks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A process that holds connections open, since one process may have too few files for both ends:
/// every second one with half a head, the others with nothing. From ten addresses of loopback, each
/// for another client. Says `open` when all are there, and ends with its input.
final class HalfOpen {
  private static final byte[] HALF =
      "GET /half HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII);

  private HalfOpen() {}

  /// @param args port, and how many connections
  public static void main(String[] args) throws IOException {
    InetSocketAddress gateway =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    int count = Integer.parseInt(args[1]);
    List<SocketChannel> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SocketChannel connection = SocketChannel.open();
      connection.bind(new InetSocketAddress("127.0.1." + (1 + i % 10), 0));
      connection.connect(gateway);
      if (i % 2 == 0) {
        connection.write(ByteBuffer.wrap(HALF));
      }
      held.add(connection);
    }
    System.out.println("open");
    while (System.in.read() >= 0) {
      // Until the input ends.
    }
    for (SocketChannel connection : held) {
      connection.close();
    }
  }
}
