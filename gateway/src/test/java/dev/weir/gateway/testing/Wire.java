package dev.weir.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Reads HTTP/1.1 messages from a socket, simply and not at all leniently: what is not there yet is
/// waited for, what ends too early is told as such.
final class Wire {
  private final BufferedInputStream in;

  Wire(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /// Start line and field lines, without the empty line behind them; empty at the end of the input.
  List<String> head() throws IOException {
    List<String> lines = new ArrayList<>();
    String line = line();
    while (!line.isEmpty()) {
      lines.add(line);
      line = line();
    }
    return lines;
  }

  /// The body that these fields announce.
  ///
  /// @param untilClose whether without framing it goes on until the end
  Body body(List<Field> fields, boolean untilClose) throws IOException {
    try {
      if (value(fields, "transfer-encoding").equalsIgnoreCase("chunked")) {
        return chunked();
      }
      String length = value(fields, "content-length");
      if (!length.isEmpty()) {
        byte[] bytes = in.readNBytes(Integer.parseInt(length));
        return new Body(bytes, bytes.length == Integer.parseInt(length), List.of());
      }
      return new Body(untilClose ? in.readAllBytes() : new byte[0], true, List.of());
    } catch (IOException reset) {
      return new Body(new byte[0], false, List.of());
    }
  }

  /// The bytes behind what was read so far.
  InputStream buffered() {
    return in;
  }

  /// Whether the input has ended; waits until it has or a byte comes, which is then read.
  boolean ended() throws IOException {
    return in.read() < 0;
  }

  static List<Field> fields(List<String> lines) {
    return lines.stream()
        .skip(1)
        .map(line -> {
          int colon = line.indexOf(':');
          return colon < 0
              ? new Field(line, "")
              : new Field(line.substring(0, colon), line.substring(colon + 1).strip());
        })
        .toList();
  }

  static String value(List<Field> fields, String name) {
    return String.join(
        ", ",
        fields.stream()
            .filter(field -> field.name().equalsIgnoreCase(name))
            .map(Field::value)
            .toList());
  }

  private Body chunked() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      if (size.isEmpty()) {
        return new Body(whole.toByteArray(), false, List.of());
      }
      int length = Integer.parseInt(size.replaceAll("\\s*;.*", ""), 16);
      if (length == 0) {
        return new Body(whole.toByteArray(), true, trailers());
      }
      byte[] bytes = in.readNBytes(length);
      whole.writeBytes(bytes);
      if (bytes.length < length || !line().isEmpty()) {
        return new Body(whole.toByteArray(), false, List.of());
      }
    }
  }

  private List<Field> trailers() throws IOException {
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(head());
    return fields(lines);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /// A field line.
  record Field(String name, String value) {
    @Override
    public String toString() {
      return name + ": " + value;
    }
  }

  /// What came of a body.
  ///
  /// @param whole whether its end was reached
  record Body(byte[] bytes, boolean whole, List<Field> trailers) {}
}
