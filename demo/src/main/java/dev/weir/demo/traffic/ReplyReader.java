package dev.weir.demo.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads one answer off a connection (RFC 9112 sections 4 to 7) and tells a whole one from one that
/// was cut short, which a library with retries and redirects of its own would hide.
final class ReplyReader {
  private final InputStream in;

  ReplyReader(InputStream in) {
    this.in = in;
  }

  /// @param method of the request: to HEAD no body comes
  Reply read(String method) throws IOException {
    int status = status(statusLine());
    Map<String, String> fields = fields();
    // 1xx are interim (RFC 9110 section 15.2): the answer is still to come.
    return status < 200 ? read(method) : new Reply(status, fields, body(method, status, fields));
  }

  private String statusLine() throws IOException {
    int first = in.read();
    if (first < 0) {
      throw new BrokenAnswer(Break.CLOSED);
    }
    return (char) first + line();
  }

  private static int status(String line) throws BrokenAnswer {
    if (!line.matches("HTTP/1\\.[01] [1-9][0-9][0-9]( .*)?")) {
      throw new BrokenAnswer(Break.NOT_HTTP);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, String> fields() throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new BrokenAnswer(Break.NOT_HTTP);
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      fields.merge(name, line.substring(colon + 1).strip(), (first, next) -> first + ", " + next);
    }
    return fields;
  }

  private byte[] body(String method, int status, Map<String, String> fields) throws IOException {
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return new byte[0];
    }
    if (fields.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunked();
    }
    String length = fields.get("content-length");
    return length == null ? in.readAllBytes() : exactly(number(length, 10));
  }

  private byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(exactly(size));
      line();
    }
    fields();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return number(line().split(";", 2)[0].strip(), 16);
  }

  private static int number(String text, int radix) throws BrokenAnswer {
    try {
      return Integer.parseUnsignedInt(text, radix);
    } catch (NumberFormatException notOne) {
      throw new BrokenAnswer(Break.NOT_HTTP);
    }
  }

  private byte[] exactly(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new BrokenAnswer(Break.TRUNCATED);
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new BrokenAnswer(Break.TRUNCATED);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
