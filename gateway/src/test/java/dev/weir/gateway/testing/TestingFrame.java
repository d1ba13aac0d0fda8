package dev.weir.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// A frame of a WebSocket, written and read by hand (RFC 6455 section 5.2), so that a test relies
/// on nothing of what it tests.
///
/// @param last whether it ends its message
/// @param masked whether it was masked; the payload here never is
public record TestingFrame(boolean last, int opcode, boolean masked, byte[] payload) {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;

  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  /// A whole text message.
  public static TestingFrame text(String text) {
    return new TestingFrame(true, TEXT, false, text.getBytes(UTF_8));
  }

  /// A whole binary message.
  public static TestingFrame binary(byte[] payload) {
    return new TestingFrame(true, BINARY, false, payload);
  }

  /// A close frame.
  public static TestingFrame close(int code, String reason) {
    byte[] text = reason.getBytes(UTF_8);
    byte[] payload = ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array();
    return new TestingFrame(true, CLOSE, false, payload);
  }

  /// The same as a part of a message.
  public TestingFrame part(int opcode, boolean last) {
    return new TestingFrame(last, opcode, masked, payload);
  }

  /// As a client sends it.
  public byte[] fromClient() {
    return bytes(true);
  }

  /// As a server sends it.
  public byte[] fromServer() {
    return bytes(false);
  }

  private byte[] bytes(boolean masking) {
    ByteBuffer out = ByteBuffer.allocate(14 + payload.length);
    int mask = masking ? 0x80 : 0;
    out.put((byte) ((last ? 0x80 : 0) | opcode));
    if (payload.length < 126) {
      out.put((byte) (mask | payload.length));
    } else if (payload.length < 1 << 16) {
      out.put((byte) (mask | 126)).putShort((short) payload.length);
    } else {
      out.put((byte) (mask | 127)).putLong(payload.length);
    }
    if (masking) {
      out.put(MASK);
    }
    for (int i = 0; i < payload.length; i++) {
      out.put((byte) (masking ? payload[i] ^ MASK[i & 3] : payload[i]));
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /// The next frame.
  ///
  /// @throws EOFException if the connection ended before it, or within it
  public static TestingFrame read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    int length = second & 127;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    boolean masked = (second & 0x80) != 0;
    byte[] mask = masked ? in.readNBytes(4) : new byte[4];
    byte[] payload = new byte[length];
    in.readFully(payload);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return new TestingFrame((first & 0x80) != 0, first & 15, masked, payload);
  }

  /// Several frames one behind the other.
  public static byte[] concat(byte[]... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }

  public String text() {
    return new String(payload, UTF_8);
  }

  /// The code of a close frame.
  public int code() {
    return ByteBuffer.wrap(payload).getShort() & 0xffff;
  }

  /// The reason of a close frame.
  public String reason() {
    return new String(payload, 2, payload.length - 2, UTF_8);
  }
}
