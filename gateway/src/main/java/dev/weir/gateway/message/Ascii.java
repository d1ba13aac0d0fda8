package dev.weir.gateway.message;

import java.nio.charset.StandardCharsets;

/// Bytes as HTTP reads them: ASCII, case-insensitive where the grammar is.
public final class Ascii {
  private static final byte TOKEN = 1;
  private static final byte CONTROL = 2;
  private static final byte TARGET = 4;
  private static final byte[] KIND = kinds();

  private Ascii() {}

  /// Whether the byte may stand in a token (RFC 9110 section 5.6.2).
  public static boolean isToken(byte b) {
    return (KIND[b & 0xff] & TOKEN) != 0;
  }

  /// Whether the byte is a control character other than a tab.
  public static boolean isControl(byte b) {
    return (KIND[b & 0xff] & CONTROL) != 0;
  }

  /// Whether the byte may stand in a request target: visible ASCII without what RFC 3986 forbids
  /// and some parser cuts at (`"`, `<`, `>`, `\`, `^`, backquote, braces and bar are let through as
  /// browsers send them, all but the fragment's `#`).
  public static boolean isTarget(byte b) {
    return (KIND[b & 0xff] & TARGET) != 0;
  }

  /// Whether the range equals the lower-case text, in any case.
  public static boolean equalsIgnoreCase(byte[] lower, byte[] text, int from, int to) {
    if (to - from != lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      int b = text[from + i];
      if (b != lower[i] && (b < 'A' || b > 'Z' || (b | 0x20) != lower[i])) {
        return false;
      }
    }
    return true;
  }

  /// The bytes of an ASCII text.
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The range as text, byte for byte, so that nothing is lost that is not ASCII.
  public static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (int b = 0; b < 256; b++) {
      boolean alphanumeric =
          (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
      if (alphanumeric || (b < 128 && "!#$%&'*+-.^_`|~".indexOf(b) >= 0)) {
        kinds[b] |= TOKEN;
      }
      if ((b < 0x20 && b != '\t') || b == 0x7f) {
        kinds[b] |= CONTROL;
      }
      if (b > 0x20 && b != '#' && b < 0x7f) {
        kinds[b] |= TARGET;
      }
    }
    return kinds;
  }
}
