package dev.weir.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// HTTP/2 on a socket, one exchange at a time (RFC 9113): as much of it as a caller needs who must
/// see everything that goes wrong. A library would try again by itself.
final class Http2Connection implements CallerConnection {
  static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int END_STREAM = 0x1;
  static final int END_HEADERS = 0x4;
  static final int ACK = 0x1;

  /// `:status: 200` in HPACK's static table (RFC 7541 appendix A).
  static final int STATUS_OK = 0x88;

  /// A dynamic table size update goes before the first field (RFC 7541 section 6.3); one octet is
  /// enough for the size of zero, which is what an encoder without a table says.
  private static final int TABLE_SIZE = 0x20;

  private static final int TABLE_SIZE_MASK = 0xe0;
  private static final int MAX_WINDOW = 0x7fff_ffff;
  private static final int INITIAL_WINDOW = 0xffff;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final byte[] request;
  private final Payload payload;
  private int stream = -1;
  private long window = MAX_WINDOW;
  private boolean answerBegan;
  private boolean goingAway;

  /// @param socket through with its TLS handshake, `h2` agreed on
  Http2Connection(Socket socket, Payload payload) throws IOException {
    this.socket = socket;
    this.payload = payload;
    this.request = request(payload);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    out = socket.getOutputStream();
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(PREFACE);
    first.writeBytes(frame(SETTINGS, 0, 0, new byte[0]));
    first.writeBytes(frame(WINDOW_UPDATE, 0, 0, bigEndian(MAX_WINDOW - INITIAL_WINDOW)));
    out.write(first.toByteArray());
  }

  /// `:method: GET`, `:scheme: https`, `:path` and `:authority`, as static entries and literals
  /// that nobody has to remember.
  private static byte[] request(Payload payload) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x82);
    block.write(0x87);
    literal(block, 0x04, "/" + payload.file());
    literal(block, 0x01, "bench.example");
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, int name, String value) {
    block.write(name);
    block.write(value.length());
    block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Outcome exchange() throws IOException {
    answerBegan = false;
    stream += 2;
    out.write(frame(HEADERS, END_STREAM | END_HEADERS, stream, request));
    Frame frame = next();
    if (frame.type() != HEADERS) {
      throw new ProtocolException("frame: " + frame.type() + " (expected: HEADERS)");
    }
    String status = status(frame.payload());
    long bytes = 0;
    while (!frame.has(END_STREAM)) {
      frame = next();
      bytes += frame.type() == DATA ? frame.payload().length : 0;
    }
    replenish(bytes);
    return CallerConnection.judge(status.equals("200"), status, bytes, payload);
  }

  /// The next frame of the answer.
  private Frame next() throws IOException {
    Frame frame = Frame.read(in);
    while (frame.stream() == 0) {
      control(frame);
      frame = Frame.read(in);
    }
    answerBegan = true;
    return switch (frame.type()) {
      case HEADERS, DATA -> frame;
      case RST_STREAM -> throw new StreamResetException();
      // Nothing that a caller has to mind, and its flags mean something else.
      default -> next();
    };
  }

  private void control(Frame frame) throws IOException {
    if (frame.type() == SETTINGS && !frame.has(ACK)) {
      out.write(frame(SETTINGS, ACK, 0, new byte[0]));
    } else if (frame.type() == PING && !frame.has(ACK)) {
      out.write(frame(PING, ACK, 0, frame.payload()));
    } else if (frame.type() == GOAWAY) {
      goingAway = true;
    }
  }

  /// The first field is the status; of others than 200 it is enough to know them again.
  private static String status(byte[] block) {
    int field = 0;
    while (field < block.length && (block[field] & TABLE_SIZE_MASK) == TABLE_SIZE) {
      field++;
    }
    return field < block.length && (block[field] & 0xff) == STATUS_OK
        ? "200"
        : "HPACK " + HexFormat.of().formatHex(block, 0, Math.min(5, block.length));
  }

  /// The window of the connection lasts for gigabytes, but not for ever.
  private void replenish(long bytes) throws IOException {
    window -= bytes;
    if (window < MAX_WINDOW / 2) {
      out.write(frame(WINDOW_UPDATE, 0, 0, bigEndian(Math.toIntExact(MAX_WINDOW - window))));
      window = MAX_WINDOW;
    }
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(bigEndian(payload.length << 8 | type));
    frame.write(flags);
    frame.writeBytes(bigEndian(stream));
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  private static byte[] bigEndian(int value) {
    return new byte[] {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
  }

  @Override
  public boolean answerBegan() {
    return answerBegan;
  }

  @Override
  public boolean reusable() {
    return !goingAway;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up anyway.
    }
  }

  /// The other side gave the exchange up.
  static final class StreamResetException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /// One frame.
  ///
  /// @param type of RFC 9113 section 6
  /// @param flags as they came
  /// @param stream 0 where it is about the connection
  record Frame(int type, int flags, int stream, byte[] payload) {
    static Frame read(DataInputStream in) throws IOException {
      int lengthAndType = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt() & 0x7fff_ffff;
      byte[] payload = new byte[lengthAndType >>> 8];
      in.readFully(payload);
      return new Frame(lengthAndType & 0xff, flags, stream, payload);
    }

    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }
}
