package dev.weir.gateway.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// One end of an HTTP/2 connection, frame by frame: says what the test wants, right or wrong, and
/// shows what comes. It speaks the protocol by itself only as far as to acknowledge settings.
public final class Http2Peer implements Closeable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final DataInputStream in;
  private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

  private Http2Peer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  /// A client of this address, which has sent preface and settings.
  public static Http2Peer connect(InetSocketAddress address) throws IOException {
    return client(new Socket(address.getAddress(), address.getPort()));
  }

  /// A client over this connection, which has sent preface and settings.
  public static Http2Peer client(Socket socket) throws IOException {
    Http2Peer peer = new Http2Peer(socket);
    peer.socket.getOutputStream().write(PREFACE);
    return peer.send(SETTINGS, 0, 0);
  }

  /// The server on this connection, which has read the preface and sent settings.
  public static Http2Peer server(Socket socket, byte... settings) throws IOException {
    Http2Peer peer = new Http2Peer(socket);
    byte[] preface = peer.in.readNBytes(PREFACE.length);
    if (!Arrays.equals(preface, PREFACE)) {
      throw new IOException("preface: " + new String(preface, StandardCharsets.ISO_8859_1));
    }
    return peer.send(SETTINGS, 0, 0, settings);
  }

  /// Sends a frame.
  public Http2Peer send(int type, int flags, int stream, byte... payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    socket.getOutputStream().write(frame.array());
    return this;
  }

  /// Sends what is no frame.
  public Http2Peer raw(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /// Sends a HEADERS frame.
  ///
  /// @param flags beyond END_HEADERS
  /// @param fields names and values in turn
  public Http2Peer headers(int stream, int flags, String... fields) throws IOException {
    return send(HEADERS, flags | END_HEADERS, stream, block(fields));
  }

  /// A request without a body.
  public Http2Peer get(int stream, String path, String... fields) throws IOException {
    return request(stream, END_STREAM, "GET", path, fields);
  }

  /// A request.
  public Http2Peer request(int stream, int flags, String method, String path, String... fields)
      throws IOException {
    String[] pseudo = {
      ":method", method, ":scheme", "http", ":authority", "shop.test", ":path", path
    };
    String[] all = Arrays.copyOf(pseudo, pseudo.length + fields.length);
    System.arraycopy(fields, 0, all, pseudo.length, fields.length);
    return headers(stream, flags, all);
  }

  /// A piece of a body.
  public Http2Peer data(int stream, int flags, String text) throws IOException {
    return send(DATA, flags, stream, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Resets a stream.
  public Http2Peer reset(int stream, int code) throws IOException {
    return send(RST_STREAM, 0, stream, number(code));
  }

  /// Lets the other end send so much more.
  public Http2Peer window(int stream, int more) throws IOException {
    return send(WINDOW_UPDATE, 0, stream, number(more));
  }

  /// A field block.
  public byte[] block(String... fields) {
    Http2Headers headers = new DefaultHttp2Headers(false, false, fields.length);
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    ByteBuf out = Unpooled.buffer();
    try {
      encoder.encodeHeaders(1, headers, out);
    } catch (Http2Exception e) {
      throw new IllegalArgumentException(e);
    }
    byte[] block = new byte[out.readableBytes()];
    out.readBytes(block);
    return block;
  }

  /// Four bytes.
  public static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  /// The next frame, whatever it is.
  ///
  /// @throws EOFException at the end of the connection
  public Frame any() throws IOException {
    try {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      return new Frame(type, flags, stream, in.readNBytes(length));
    } catch (SocketException reset) {
      throw new EOFException(String.valueOf(reset.getMessage()));
    }
  }

  /// The next frame of this type; those before it are passed over, settings acknowledged.
  public Frame next(int type) throws IOException {
    while (true) {
      Frame frame = any();
      if (frame.type == SETTINGS && frame.flags == 0) {
        send(SETTINGS, 1, 0);
      }
      if (frame.type == type && !(type == SETTINGS && frame.flags == 1)) {
        return frame;
      }
    }
  }

  /// The next field block, in the order of names.
  public Map<String, String> nextHeaders() throws IOException {
    return fields(next(HEADERS));
  }

  /// What a HEADERS frame says.
  public Map<String, String> fields(Frame frame) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(frame.payload);
    for (Frame last = frame; (last.flags & END_HEADERS) == 0; ) {
      last = next(CONTINUATION);
      block.write(last.payload);
    }
    try {
      Map<String, String> fields = new TreeMap<>();
      decoder
          .decodeHeaders(frame.stream, Unpooled.wrappedBuffer(block.toByteArray()))
          .forEach(entry ->
              fields.merge(
                  entry.getKey().toString(), entry.getValue().toString(), (a, b) -> a + ", " + b));
      return fields;
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  /// The answer on this stream, to its end or its reset; others are passed over.
  public Answer answer(int stream) throws IOException {
    Map<String, String> head = Map.of();
    Map<String, String> trailers = Map.of();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      Frame frame = any();
      if (frame.type == SETTINGS && frame.flags == 0) {
        send(SETTINGS, 1, 0);
      }
      if (frame.type == HEADERS) {
        Map<String, String> fields = fields(frame);
        if (frame.stream == stream) {
          boolean first = head.isEmpty() || head.getOrDefault(":status", "").startsWith("1");
          trailers = first ? trailers : fields;
          head = first ? fields : head;
        }
      }
      if (frame.type == DATA && frame.stream == stream) {
        body.write(frame.payload);
      }
      if (frame.stream == stream && frame.type == RST_STREAM) {
        return new Answer(
            head, body.toByteArray(), trailers, ByteBuffer.wrap(frame.payload).getInt());
      }
      boolean ends = (frame.type == DATA || frame.type == HEADERS) && frame.flags % 2 == END_STREAM;
      if (frame.stream == stream && ends) {
        return new Answer(head, body.toByteArray(), trailers, -1);
      }
    }
  }

  /// Whether the other end closes the connection, after whatever frames.
  public boolean closes() throws IOException {
    try {
      while (true) {
        any();
      }
    } catch (EOFException closed) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// A frame.
  public record Frame(int type, int flags, int stream, byte[] payload) {
    /// The number at this place of its payload.
    public int number(int at) {
      return ByteBuffer.wrap(payload).getInt(at);
    }

    /// Whether it is the last one of its stream.
    public boolean ends() {
      return (flags & END_STREAM) != 0;
    }
  }

  /// What came on a stream.
  ///
  /// @param reset the code it was reset with, -1 if it came to its end
  public record Answer(
      Map<String, String> head, byte[] body, Map<String, String> trailers, int reset) {
    public String status() {
      return head.getOrDefault(":status", "");
    }

    public String field(String name) {
      return head.getOrDefault(name, "");
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }
}
