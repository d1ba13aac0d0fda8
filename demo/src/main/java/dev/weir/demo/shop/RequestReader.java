package dev.weir.demo.shop;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads requests from one connection, as much of RFC 9112 as a gateway sends: Content-Length and
/// chunked bodies, `Expect: 100-continue`, keep-alive. What is larger or stranger is refused by an
/// exception, and the connection with it: the shop stands on loopback behind a gateway.
final class RequestReader {
  private static final int LONGEST_LINE = 32 * 1024;
  private static final int LARGEST_BODY = 1024 * 1024;

  private final InputStream in;
  private final OutputStream out;

  RequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /// The next request; empty if the connection ended between two requests.
  Optional<ShopRequest> next() throws IOException {
    String line = line();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = line.split(" ");
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("request line: " + line + " (expected: method target HTTP/1.x)");
    }
    Map<String, String> fields = fields();
    String target = parts[1];
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    return Optional.of(new ShopRequest(parts[0], path, query, fields, body(fields)));
  }

  private Map<String, String> fields() throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("field: " + line + " (expected: name: value)");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      fields.put(name, line.substring(colon + 1).strip());
    }
    return fields;
  }

  private byte[] body(Map<String, String> fields) throws IOException {
    if (fields.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    if (fields.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunked();
    }
    return exactly(size(fields.getOrDefault("content-length", "0"), 10));
  }

  private byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      size(Integer.toString(body.size() + size), 10);
      body.write(exactly(size));
      line();
    }
    fields();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return size(line().split(";")[0].strip(), 16);
  }

  private byte[] exactly(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("body: " + bytes.length + " bytes (expected: " + size + ")");
    }
    return bytes;
  }

  private static int size(String text, int radix) throws IOException {
    try {
      int size = Integer.parseInt(text, radix);
      if (size >= 0 && size <= LARGEST_BODY) {
        return size;
      }
    } catch (NumberFormatException notOne) {
      throw (IOException) new ProtocolException("size: " + text).initCause(notOne);
    }
    throw new ProtocolException("size: " + text + " (expected: 0 to " + LARGEST_BODY + ")");
  }

  /// A line without its end; empty also where the connection ended.
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() == LONGEST_LINE) {
        throw new ProtocolException("line: longer than " + LONGEST_LINE + " bytes");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
