package dev.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Stands in for Weir: serves the small payload itself, reloads, and drains on SIGTERM. As a
/// process of its own: `TestingGateway config port console-port [status]`.
final class TestingGateway {
  private final Path config;
  private final Phaser callers = new Phaser(1);
  private final Map<ServerSocketChannel, Thread> acceptors = new ConcurrentHashMap<>();
  private final String status;
  private volatile String inForce;
  private volatile boolean draining;

  private TestingGateway(Path config, String status) throws IOException {
    this.config = config;
    this.status = status;
    this.inForce = Files.readString(config);
  }

  public static void main(String[] arguments) throws IOException {
    String status = arguments.length > 3 ? arguments[3] : "200";
    TestingGateway gateway = new TestingGateway(Path.of(arguments[0]), status);
    ServerSocketChannel traffic = gateway.listen(Integer.parseInt(arguments[1]), gateway.callers);
    gateway.listen(Integer.parseInt(arguments[2]), new Phaser(1));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> gateway.drain(traffic)));
  }

  private ServerSocketChannel listen(int port, Phaser connections) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread accepting = Thread.ofPlatform().start(() -> accept(server, connections));
    acceptors.put(server, accepting);
    return server;
  }

  private void accept(ServerSocketChannel server, Phaser connections) {
    try {
      while (server.isOpen()) {
        Socket socket = server.accept().socket();
        // Callers make no pause; what lies idle must not hold up the end.
        socket.setSoTimeout(1500);
        connections.register();
        Thread.ofVirtual().start(() -> serve(socket, connections));
      }
    } catch (ClosedChannelException e) {
      // It drains.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(Socket socket, Phaser connections) {
    try (socket;
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      boolean last = false;
      for (String line = in.readLine(); line != null; line = last ? null : in.readLine()) {
        String target = line.split(" ")[1];
        while (!in.readLine().isEmpty()) {
          // A field.
        }
        // Looked at once: a connection ends only after an answer that said so.
        last = draining;
        socket.getOutputStream().write(answer(target, last).getBytes(US_ASCII));
      }
    } catch (IOException e) {
      // The caller has gone.
    } finally {
      connections.arriveAndDeregister();
    }
  }

  private String answer(String target, boolean last) throws IOException {
    if (target.equals("/-/reload")) {
      inForce = Files.readString(config);
    }
    String connection = last ? "Connection: close\r\n" : "";
    if (target.startsWith("/generation-") && inForce.contains("path: " + target + "}")) {
      return "HTTP/1.1 503 Closed\r\n" + connection + "Content-Length: 0\r\n\r\n";
    }
    return "HTTP/1.1 %s X\r\n%sContent-Length: 200\r\n\r\n%s"
        .formatted(status, connection, Payload.SMALL.body());
  }

  /// Callers without a pause send their next request at once, and that is their last one here.
  private void drain(ServerSocketChannel traffic) {
    try {
      traffic.close();
      // Until its accept has returned the kernel goes on taking connections, which then are reset.
      Objects.requireNonNull(acceptors.get(traffic)).join();
      draining = true;
      callers.awaitAdvanceInterruptibly(callers.arrive(), 20, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException | TimeoutException e) {
      // It ends all the same, and who still waits sees it.
    }
    Runtime.getRuntime().halt(0);
  }
}
