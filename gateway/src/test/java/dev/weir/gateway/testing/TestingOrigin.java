package dev.weir.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.config.Origin;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// An origin on a real socket that does exactly what a test says, byte for byte. One virtual thread
/// a connection; whatever goes wrong on a socket there ends that connection only.
public final class TestingOrigin implements Closeable {
  private final ServerSocket listening;
  private final Encryption encryption;
  private final Behaviour behaviour;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Request> arriving = new LinkedBlockingQueue<>();
  private final AtomicInteger connections = new AtomicInteger();

  private TestingOrigin(ServerSocket listening, Encryption encryption, Behaviour behaviour) {
    this.listening = listening;
    this.encryption = encryption;
    this.behaviour = behaviour;
  }

  /// An origin that treats each connection like this, and closes it after.
  public static TestingOrigin start(Behaviour behaviour) {
    return start(socket -> socket, behaviour);
  }

  /// The same over TLS: a connection that is closed then ends with a close_notify, and the
  /// handshake is done where the origin first reads or writes.
  public static TestingOrigin start(Encryption encryption, Behaviour behaviour) {
    try {
      ServerSocket listening = new ServerSocket();
      // Inherited by what it accepts, and small, so that a body does not vanish in buffers.
      listening.setReceiveBufferSize(1 << 16);
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
      TestingOrigin origin = new TestingOrigin(listening, encryption, behaviour);
      Thread.ofVirtual().start(origin::accept);
      return origin;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An origin that answers every request with these bytes, and keeps its connections.
  public static TestingOrigin answering(String answer) {
    return start(answeringAll(answer));
  }

  private static Behaviour answeringAll(String answer) {
    return connection -> {
      while (connection.awaitRequest()) {
        connection.send(answer);
      }
    };
  }

  /// An origin that answers 200 with this text, and keeps its connections.
  public static TestingOrigin saying(String text) {
    return answering(ok(text));
  }

  /// The same over TLS.
  public static TestingOrigin saying(Encryption encryption, String text) {
    return start(encryption, answeringAll(ok(text)));
  }

  /// The bytes of a plain 200 with this body.
  public static String ok(String text) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(text.getBytes(UTF_8).length, text);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// Its address, for a configuration.
  public Origin origin() {
    return new Origin("127.0.0.1", port());
  }

  /// Its address for `https`.
  public Origin tlsOrigin() {
    return new Origin("127.0.0.1", port(), true);
  }

  /// The requests that were read whole, in order.
  public List<Request> requests() {
    return requests;
  }

  /// The next request that has not been taken yet; waits for it.
  public Request takeRequest() throws InterruptedException {
    Request request = arriving.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request reached the origin within 10 s");
    }
    return request;
  }

  /// How many connections were made to it.
  public int connections() {
    return connections.get();
  }

  /// Closes every connection that is open now; it goes on to take new ones.
  public void closeConnections() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      closeConnections();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket, number));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (socket;
        Socket encrypted = encryption.of(socket)) {
      socket.setTcpNoDelay(true);
      behaviour.serve(new Connection(socket, encrypted, number));
    } catch (IOException gone) {
      // A client that goes away is part of many tests.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /// What an origin does with one connection.
  @FunctionalInterface
  public interface Behaviour {
    /// Serves it. The connection is closed on return.
    void serve(Connection connection) throws IOException, InterruptedException;
  }

  /// What a connection is spoken through.
  @FunctionalInterface
  public interface Encryption {
    /// The socket to read and write instead of this one.
    Socket of(Socket socket) throws IOException;
  }

  /// A request as it came.
  ///
  /// @param lines the request line and the field lines
  public record Request(List<String> lines, byte[] body, boolean whole, List<String> trailers) {
    /// The first line.
    public String line() {
      return lines.getFirst();
    }

    /// The values of this field joined by commas; empty if it is not there.
    public String field(String name) {
      return Wire.value(Wire.fields(lines), name);
    }

    public String text() {
      return new String(body, UTF_8);
    }
  }

  /// One connection, as the origin sees it.
  public final class Connection {
    private final Socket socket;
    private final Socket encrypted;
    private final int number;
    private final Wire wire;
    private final OutputStream out;
    private @Nullable Request request;

    private Connection(Socket socket, Socket encrypted, int number) throws IOException {
      this.socket = socket;
      this.encrypted = encrypted;
      this.number = number;
      this.wire = new Wire(encrypted.getInputStream());
      this.out = encrypted.getOutputStream();
    }

    /// Which one it is, from 1.
    public int number() {
      return number;
    }

    /// Waits for a whole request, which is then in [TestingOrigin#requests].
    ///
    /// @return whether there was one; not if the client closed
    public boolean awaitRequest() throws IOException {
      List<String> head = awaitHead();
      if (head.isEmpty()) {
        return false;
      }
      Wire.Body body = wire.body(Wire.fields(head), false);
      Request next =
          new Request(
              head,
              body.bytes(),
              body.whole(),
              body.trailers().stream().map(Wire.Field::toString).toList());
      request = next;
      requests.add(next);
      arriving.add(next);
      return true;
    }

    /// Waits for the head of a request only; empty if the client closed.
    public List<String> awaitHead() throws IOException {
      return wire.head();
    }

    /// Sends these bytes, in Latin-1 if they are no ASCII.
    public void send(String bytes) throws IOException {
      send(bytes.getBytes(ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /// Waits until the client closes; what it still sends is thrown away.
    public void awaitClose() throws IOException {
      while (!wire.ended()) {
        // Bytes that nobody reads.
      }
    }

    /// Waits for this many bytes, which are then read.
    public void awaitBytes(int count) throws IOException {
      wire.buffered().readNBytes(count);
    }

    /// Closes in a way that the client sees as a reset.
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /// The bytes behind what was read so far.
    public InputStream buffered() {
      return wire.buffered();
    }

    /// The request that was read last.
    public Request request() {
      if (request == null) {
        throw new IllegalStateException("no request yet");
      }
      return request;
    }

    /// Closes the socket as it is: over TLS without a close_notify.
    public void cut() throws IOException {
      socket.close();
    }

    /// Sends bytes that are no TLS where TLS is spoken.
    public void breakTls() throws IOException {
      socket.getOutputStream().write("no record of TLS".getBytes(ISO_8859_1));
    }

    /// The socket itself, without encryption.
    public Socket socket() {
      return socket;
    }

    /// The socket over which TLS is spoken.
    public SSLSocket encrypted() {
      return (SSLSocket) encrypted;
    }
  }
}
