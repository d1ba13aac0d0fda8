package dev.weir.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The head of an HTTP/1.1 answer to a GET, and how long its body is (RFC 9112 section 6.3).
///
/// @param status the status code
/// @param fields `name: value`, the names in small letters
record AnswerHead(int status, List<String> fields) {
  /// Reads a head.
  ///
  /// @param began is run after the first byte
  /// @throws EOFException if the connection ends before the head does
  static AnswerHead read(InputStream in, Runnable began) throws IOException {
    String statusLine = line(in, began);
    if (!statusLine.matches("HTTP/1\\.[01] [1-9]\\d\\d( .*)?")) {
      throw new ProtocolException("status line: " + statusLine + " (expected: HTTP/1.1 200 OK)");
    }
    List<String> fields = new ArrayList<>();
    for (String line = line(in, began); !line.isEmpty(); line = line(in, began)) {
      int colon = line.indexOf(':');
      fields.add(line.substring(0, colon + 1).toLowerCase(Locale.ROOT) + line.substring(colon + 1));
    }
    return new AnswerHead(Integer.parseInt(statusLine.substring(9, 12)), List.copyOf(fields));
  }

  boolean keepsAlive() {
    return framed()
        && !field("connection").map(value -> value.equalsIgnoreCase("close")).orElse(false);
  }

  private boolean framed() {
    return field("content-length").isPresent() || field("transfer-encoding").isPresent();
  }

  Optional<String> field(String name) {
    return fields.stream()
        .filter(field -> field.startsWith(name + ":"))
        .map(field -> field.substring(name.length() + 1).strip())
        .findFirst();
  }

  /// Reads the body to its end.
  ///
  /// @return its length in bytes
  /// @throws EOFException if the connection ends before the body does
  long skipBody(InputStream in) throws IOException {
    if (field("transfer-encoding").isPresent()) {
      return skipChunks(in);
    }
    Optional<Long> length = field("content-length").map(Long::valueOf);
    if (length.isEmpty()) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
    skip(in, length.get());
    return length.get();
  }

  private static long skipChunks(InputStream in) throws IOException {
    long sum = 0;
    for (long size = chunkSize(in); size > 0; size = chunkSize(in)) {
      skip(in, size);
      line(in, () -> {});
      sum += size;
    }
    while (!line(in, () -> {}).isEmpty()) {
      // A trailer field.
    }
    return sum;
  }

  private static long chunkSize(InputStream in) throws IOException {
    return Long.parseLong(line(in, () -> {}).replaceFirst(";.*", "").strip(), 16);
  }

  private static void skip(InputStream in, long bytes) throws IOException {
    in.skipNBytes(bytes);
  }

  private static String line(InputStream in, Runnable began) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended in the head of an answer");
      }
      began.run();
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
