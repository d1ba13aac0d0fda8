package dev.weir.gateway.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/// A client that speaks HTTP/2 frame by frame (RFC 9113), and whatever else a test wants it to: it
/// checks nothing, and answers nothing by itself. Gives up after ten seconds.
public final class Http2Frames implements Closeable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  public static final int END_STREAM = 1;
  public static final int ACK = 1;
  public static final int END_HEADERS = 4;

  /// The setting by which a client says how much of an answer it takes unasked.
  public static final int INITIAL_WINDOW_SIZE = 4;

  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;

  private Http2Frames(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    out = socket.getOutputStream();
    in = new DataInputStream(socket.getInputStream());
  }

  /// Connects in clear text, and sends the preface and these settings: identifiers and values.
  public static Http2Frames connect(InetSocketAddress address, int... settings)
      throws IOException {
    Http2Frames client = new Http2Frames(new Socket(address.getAddress(), address.getPort()));
    client.out.write(PREFACE);
    return client.send(SETTINGS, 0, 0, settings(settings));
  }

  /// Sends a frame.
  public Http2Frames send(int type, int flags, int stream, byte[] payload) throws IOException {
    return send(frame(type, flags, stream, payload));
  }

  /// Sends these bytes, many frames at once.
  public Http2Frames send(byte[] frames) throws IOException {
    out.write(frames);
    return this;
  }

  /// Reads the next frame.
  ///
  /// @throws EOFException if the connection ended instead
  public Frame read() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    return new Frame(type, flags, stream, in.readNBytes(length));
  }

  /// Reads up to the end of the connection.
  ///
  /// @return the error code of the GOAWAY on the way; -1 if there was none
  public int awaitGoAway() throws IOException {
    int code = -1;
    try {
      while (true) {
        Frame frame = read();
        code = frame.type == GOAWAY ? ByteBuffer.wrap(frame.payload).getInt(4) : code;
      }
    } catch (EOFException ended) {
      return code;
    }
  }

  /// The socket itself.
  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// The bytes of a frame.
  public static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /// The payload of a frame that is a number.
  public static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /// The payload of SETTINGS: identifiers and values.
  public static byte[] settings(int... settings) {
    ByteBuffer payload = ByteBuffer.allocate(settings.length * 3);
    for (int i = 0; i < settings.length; i += 2) {
      payload.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    return payload.array();
  }

  /// The field block of a GET for this path.
  public static byte[] request(String path) {
    return block(":method", "GET", ":scheme", "http", ":authority", "localhost", ":path", path);
  }

  /// A field block of these names and values, as literals (RFC 7541 section 6.2.2).
  public static byte[] block(String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      text(block, fields[i]);
      text(block, fields[i + 1]);
    }
    return block.toByteArray();
  }

  /// The same, of which the other end is to remember each (section 6.2.1).
  public static byte[] remembered(String name, String value) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x40);
    text(block, name);
    text(block, value);
    return block.toByteArray();
  }

  // A length with a prefix of seven bits (section 5.1), and the bytes.
  private static void text(ByteArrayOutputStream out, String text) {
    int left = text.length();
    if (left < 127) {
      out.write(left);
    } else {
      out.write(127);
      for (left -= 127; left >= 128; left >>= 7) {
        out.write(left & 127 | 128);
      }
      out.write(left);
    }
    out.writeBytes(text.getBytes(US_ASCII));
  }

  /// A frame that came.
  public record Frame(int type, int flags, int stream, byte[] payload) {}
}
