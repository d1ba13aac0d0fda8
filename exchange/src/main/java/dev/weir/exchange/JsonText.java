package dev.weir.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// The inside of a JSON string (RFC 8259 section 7), for text that nobody vouches for.
///
/// Characters that together are UTF-8 are written as what they encode, so that names in any script
/// are readable; every other byte is written as the ISO 8859-1 character that it would be.
/// Controls, line separators and marks that turn the direction of text are escaped: a line stays
/// one line in every reader, and shows what it says in every terminal.
final class JsonText {
  // By character: 0 stands for itself, 'u' needs four digits, others follow a backslash.
  private static final byte[] ESCAPES = escapes();
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  // \u0000 is the longest that one character can become.
  private static final int LONGEST = 6;

  private JsonText() {}

  /// Text whose characters are all bytes: what came over the wire.
  static void writeWire(String bytes, LineBuffer into) {
    if (!into.putPlain(bytes)) {
      write(bytes, into);
    }
  }

  /// Any text.
  static void write(String text, LineBuffer into) {
    int length = text.length();
    into.reserve(Math.multiplyExact(length, LONGEST));
    for (int i = 0; i < length; ) {
      char c = text.charAt(i);
      if (c < 0x80) {
        writeAscii(c, into);
        i++;
      } else {
        i += writeOther(text, i, into);
      }
    }
  }

  private static void writeAscii(char c, LineBuffer into) {
    byte escape = ESCAPES[c];
    if (escape == 0) {
      into.putReserved(c);
    } else if (escape == 'u') {
      writeEscaped(c, into);
    } else {
      into.putReserved('\\');
      into.putReserved(escape);
    }
  }

  /// Returns how many characters it took.
  private static int writeOther(String text, int index, LineBuffer into) {
    char c = text.charAt(index);
    if (c > 0xFF) {
      int codePoint = text.codePointAt(index);
      writeCodePoint(codePoint, into);
      return Character.charCount(codePoint);
    }
    int encoded = Utf8.encodedAt(text, index);
    if (encoded < 0) {
      writeEscaped(c, into);
      return 1;
    }
    writeCodePoint(encoded, into);
    return Utf8.length(encoded);
  }

  private static void writeCodePoint(int codePoint, LineBuffer into) {
    if (misleads(codePoint)) {
      writeEscaped(codePoint, into);
    } else {
      Utf8.putReserved(codePoint, into);
    }
  }

  private static boolean misleads(int codePoint) {
    return codePoint < 0xA0
        || codePoint >= 0x2028 && codePoint <= 0x202E
        || codePoint >= 0x2066 && codePoint <= 0x2069;
  }

  private static void writeEscaped(int unit, LineBuffer into) {
    into.putReserved('\\');
    into.putReserved('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      into.putReserved(HEX[unit >> shift & 0xF]);
    }
  }

  private static byte[] escapes() {
    byte[] escapes = new byte[0x80];
    for (int c = 0; c < ' '; c++) {
      escapes[c] = 'u';
    }
    escapes[0x7F] = 'u';
    escapes['\n'] = 'n';
    escapes['\r'] = 'r';
    escapes['\t'] = 't';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }
}
