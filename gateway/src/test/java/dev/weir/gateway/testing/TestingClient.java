package dev.weir.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/// A client on a real socket that sends exactly the bytes that a test says, and reads what comes.
/// Gives up after ten seconds, so that a test that hangs fails.
public final class TestingClient implements Closeable {
  private final Socket socket;
  private final Wire wire;
  private final OutputStream out;

  private TestingClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    this.wire = new Wire(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /// Connects.
  public static TestingClient connect(InetSocketAddress address) throws IOException {
    return new TestingClient(new Socket(address.getAddress(), address.getPort()));
  }

  /// Speaks over this socket.
  public static TestingClient over(Socket socket) throws IOException {
    return new TestingClient(socket);
  }

  /// Connects with a receive buffer of about this many bytes, to be a slow reader.
  public static TestingClient connect(InetSocketAddress address, int receiveBuffer)
      throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.connect(address);
    return new TestingClient(socket);
  }

  /// Connects from this local address, such as `127.0.0.2`: as another client.
  public static TestingClient connectFrom(String local, InetSocketAddress address)
      throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(local, 0));
    socket.connect(address);
    return new TestingClient(socket);
  }

  /// Sends these bytes, in Latin-1 if they are no ASCII.
  public TestingClient send(String bytes) throws IOException {
    return send(bytes.getBytes(ISO_8859_1));
  }

  public TestingClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /// Sends a GET for this path with these more field lines.
  public TestingClient get(String path, String... fields) throws IOException {
    return send(head("GET", path, fields));
  }

  /// The head of a request for `localhost`, with its empty line.
  public static String head(String method, String path, String... fields) {
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
  }

  /// The next answer to anything but HEAD; an interim one counts.
  public Answer answer() throws IOException {
    Answer head = answerHead();
    if (head.status() < 200 || head.status() == 204 || head.status() == 304) {
      return head;
    }
    Wire.Body body = wire.body(Wire.fields(head.lines()), true);
    return new Answer(
        head.lines(),
        body.bytes(),
        body.whole(),
        body.trailers().stream().map(Wire.Field::toString).toList());
  }

  /// The head of the next answer.
  public Answer answerHead() throws IOException {
    List<String> lines = wire.head();
    if (lines.isEmpty()) {
      throw new IOException("the connection ended before an answer");
    }
    return new Answer(lines, new byte[0], true, List.of());
  }

  /// Whether the gateway closes without sending anything more; waits for either.
  public boolean closed() throws IOException {
    return wire.ended();
  }

  /// Sends no more, but still reads.
  public TestingClient halfClose() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /// Closes in a way that the gateway sees as a reset.
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /// The bytes behind what was read so far.
  public InputStream buffered() {
    return wire.buffered();
  }

  /// The socket itself.
  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// An answer as it came.
  ///
  /// @param lines the status line and the field lines
  /// @param whole whether its end was reached; a body without framing ends with the connection, and
  ///   is whole unless that was reset
  public record Answer(List<String> lines, byte[] body, boolean whole, List<String> trailers) {
    public int status() {
      return Integer.parseInt(lines.getFirst().substring(9, 12));
    }

    /// The values of this field joined by commas; empty if it is not there.
    public String field(String name) {
      return Wire.value(Wire.fields(lines), name);
    }

    public boolean has(String name) {
      return Wire.fields(lines).stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
    }

    public String text() {
      return new String(body, UTF_8);
    }
  }
}
