package dev.weir.gateway.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.gateway.testing.TestingGateway;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A client that speaks just enough HTTP/2, by hand, to have one WebSocket on stream 1 (RFC 8441).
/// Gives up after ten seconds.
final class Http2Caller implements Closeable {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int ACK = 1;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
  private final List<List<String>> heads = new ArrayList<>();
  private final Body body = new Body();
  private boolean goneAway;

  private Http2Caller(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  static Http2Caller connect(TestingGateway gateway) throws IOException {
    return new Http2Caller(new Socket(gateway.address().getAddress(), gateway.address().getPort()));
  }

  /// Asks for a WebSocket.
  Http2Caller ask(String protocol, String... fields) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    field(block, ":method", "CONNECT");
    field(block, ":protocol", protocol);
    field(block, ":scheme", "http");
    field(block, ":path", "/chat?room=7");
    field(block, ":authority", "localhost");
    field(block, "sec-websocket-version", "13");
    for (String each : fields) {
      int colon = each.indexOf(": ");
      field(block, each.substring(0, colon), each.substring(colon + 2));
    }
    frame(HEADERS, END_HEADERS, 1, block.toByteArray());
    return this;
  }

  /// Asks for a WebSocket and gets it.
  static Http2Caller open(TestingGateway gateway) throws IOException {
    Http2Caller caller = connect(gateway).ask("websocket");
    List<String> head = caller.head();
    if (!head.contains(":status: 200")) {
      throw new AssertionError(head + " (expected: 200)");
    }
    return caller;
  }

  /// The next head that comes on the stream.
  List<String> head() throws IOException {
    while (heads.isEmpty()) {
      readFrame();
    }
    return heads.removeFirst();
  }

  /// What comes in DATA frames, until the stream ends. Throws where it is reset.
  InputStream body() {
    return body;
  }

  Http2Caller send(byte[] data) throws IOException {
    for (int at = 0; at < data.length; at += 16_384) {
      int length = Math.min(16_384, data.length - at);
      byte[] piece = new byte[length];
      System.arraycopy(data, at, piece, 0, length);
      frame(DATA, 0, 1, piece);
    }
    return this;
  }

  /// Sends no more on the stream.
  Http2Caller end() throws IOException {
    frame(DATA, END_STREAM, 1, new byte[0]);
    return this;
  }

  /// Resets the stream with CANCEL.
  void cancel() throws IOException {
    frame(RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8});
  }

  /// Whether the gateway has said GOAWAY by what was read until now.
  boolean goneAway() {
    return goneAway;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void readFrame() throws IOException {
    int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = in.readNBytes(length);
    switch (type) {
      case DATA -> {
        body.pieces.add(payload);
        body.ended |= (flags & END_STREAM) != 0;
        if (length > 0) {
          byte[] credit = ByteBuffer.allocate(4).putInt(length).array();
          frame(WINDOW_UPDATE, 0, 0, credit);
          frame(WINDOW_UPDATE, 0, 1, credit);
        }
      }
      case HEADERS -> {
        heads.add(decode(payload));
        body.ended |= (flags & END_STREAM) != 0;
      }
      case RST_STREAM -> body.reset = ByteBuffer.wrap(payload).getInt();
      case GOAWAY -> goneAway = true;
      case SETTINGS -> {
        if ((flags & ACK) == 0) {
          frame(SETTINGS, ACK, 0, new byte[0]);
        }
      }
      default -> {
        // Windows and pings: nothing here is large enough, or slow enough.
      }
    }
    if (stream > 1) {
      throw new IOException("stream " + stream + " (expected: 0 or 1)");
    }
  }

  private List<String> decode(byte[] block) throws IOException {
    ByteBuf buffer = Unpooled.wrappedBuffer(block);
    List<String> lines = new ArrayList<>();
    try {
      decoder
          .decodeHeaders(1, buffer)
          .forEach(field -> lines.add(field.getKey() + ": " + field.getValue()));
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
    return lines;
  }

  // Literal, never indexed, not compressed: the form that needs no table.
  private static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0x10);
    text(block, name);
    text(block, value);
  }

  private static void text(ByteArrayOutputStream block, String text) {
    block.write(text.length());
    block.writeBytes(text.getBytes(US_ASCII));
  }

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    out.write(frame.array());
    out.flush();
  }

  private final class Body extends InputStream {
    private final List<byte[]> pieces = new ArrayList<>();
    private int at;
    private boolean ended;
    private int reset = -1;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      while (pieces.isEmpty() || at == pieces.getFirst().length) {
        if (!pieces.isEmpty()) {
          pieces.removeFirst();
          at = 0;
        } else if (reset >= 0) {
          throw new IOException("RST_STREAM " + reset);
        } else if (ended) {
          return -1;
        } else {
          readFrame();
        }
      }
      int length = Math.min(most, pieces.getFirst().length - at);
      System.arraycopy(pieces.getFirst(), at, into, from, length);
      at += length;
      return length;
    }
  }
}
