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
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Stands in for Weir: serves the small payload itself, reloads, and drains on SIGTERM. As a
/// process of its own: `TestingGateway config port console-port [status]`.
final class TestingGateway {
  private final Path config;
  private final Phaser connections = new Phaser(1);
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
    ServerSocketChannel traffic = gateway.listen(Integer.parseInt(arguments[1]));
    gateway.listen(Integer.parseInt(arguments[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> gateway.drain(traffic)));
  }

  private ServerSocketChannel listen(int port) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.ofPlatform().start(() -> accept(server));
    return server;
  }

  private void accept(ServerSocketChannel server) {
    try {
      while (server.isOpen()) {
        Socket socket = server.accept().socket();
        connections.register();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (ClosedChannelException e) {
      // It drains.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      for (String line = in.readLine(); line != null; line = draining ? null : in.readLine()) {
        String target = line.split(" ")[1];
        while (!in.readLine().isEmpty()) {
          // A field.
        }
        socket.getOutputStream().write(answer(target).getBytes(US_ASCII));
      }
    } catch (IOException e) {
      // The caller has gone.
    } finally {
      connections.arriveAndDeregister();
    }
  }

  private String answer(String target) throws IOException {
    if (target.equals("/-/reload")) {
      inForce = Files.readString(config);
    }
    String connection = draining ? "Connection: close\r\n" : "";
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
      draining = true;
      connections.awaitAdvanceInterruptibly(connections.arrive(), 1, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException | TimeoutException e) {
      // What is left is a connection of the console that lies idle.
    }
    Runtime.getRuntime().halt(0);
  }
}
