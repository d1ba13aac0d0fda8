package dev.weir.gateway.http2;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.Fields;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Fields in words: to be compared, and to be made into blocks, malformed ones as well.
final class Heads {
  private static final int LITERAL = 0;

  private Heads() {}

  /// The fields as HTTP/1 would send them, without line ends.
  static List<String> lines(Fields fields) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      lines.add(fields.nameText(i) + ": " + fields.valueText(i));
    }
    return lines;
  }

  /// A block of literals without any table.
  ///
  /// @param lines `name: value`; what is behind the colon and its space is the value as it is
  static byte[] block(List<String> lines) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (String line : lines) {
      int colon = line.indexOf(": ", 1);
      block.write(LITERAL);
      string(block, line.substring(0, colon));
      string(block, line.substring(colon + 2));
    }
    return block.toByteArray();
  }

  private static void string(ByteArrayOutputStream block, String text) {
    if (text.length() < 127) {
      block.write(text.length());
    } else {
      int rest = text.length() - 127;
      block.write(127);
      block.write(rest & 0x7f | 0x80);
      block.write(rest >> 7 & 0x7f | 0x80);
      block.write(rest >> 14);
    }
    block.writeBytes(Ascii.bytes(text));
  }

  /// These lines as a section with generous limits.
  static FieldSection section(String... lines) {
    return section(new FieldSection(1 << 20, 1000), Arrays.asList(lines));
  }

  /// The section, with these lines decoded into it.
  static FieldSection section(FieldSection section, List<String> lines) {
    byte[] block = block(lines);
    try {
      new HpackDecoder(HpackDecoder.USUAL_TABLE_SIZE).decode(block, 0, block.length, section);
    } catch (HpackException impossible) {
      throw new AssertionError(impossible);
    }
    return section;
  }

  /// A good request for this method and path, with these fields behind.
  static String[] request(String method, String path, String... fields) {
    return Stream.concat(
            Stream.of(":method: " + method, ":scheme: https", ":authority: h", ":path: " + path),
            Stream.of(fields))
        .toArray(String[]::new);
  }
}
