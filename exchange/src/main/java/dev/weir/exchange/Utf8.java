package dev.weir.exchange;

/// UTF-8 (RFC 3629) inside text whose characters are bytes: what came over the wire is decoded as
/// ISO 8859-1, so that nothing is lost, and read again here.
final class Utf8 {
  private static final int[] SMALLEST = {0, 0, 0x80, 0x800, 0x10000};

  private Utf8() {}

  /// The code point whose encoding starts at `index`, or -1 if none does. Overlong forms,
  /// surrogates and what lies beyond U+10FFFF are none (RFC 3629 section 3).
  static int encodedAt(String bytes, int index) {
    int lead = bytes.charAt(index);
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || index + length > bytes.length()) {
      return -1;
    }
    int codePoint = lead & (0x7F >> length);
    for (int i = 1; i < length; i++) {
      int next = bytes.charAt(index + i);
      if (next < 0x80 || next > 0xBF) {
        return -1;
      }
      codePoint = codePoint << 6 | next & 0x3F;
    }
    return codePoint >= SMALLEST[length]
            && codePoint <= Character.MAX_CODE_POINT
            && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
        ? codePoint
        : -1;
  }

  /// How many bytes its encoding has.
  static int length(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  /// Encodes it into room that is reserved. A lone surrogate becomes U+FFFD.
  static void putReserved(int codePoint, LineBuffer into) {
    int scalar =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE
            ? 0xFFFD
            : codePoint;
    switch (length(scalar)) {
      case 1 -> into.putReserved(scalar);
      case 2 -> into.putReserved(0xC0 | scalar >> 6);
      case 3 -> into.putReserved(0xE0 | scalar >> 12);
      default -> into.putReserved(0xF0 | scalar >> 18);
    }
    for (int shift = (length(scalar) - 2) * 6; shift >= 0; shift -= 6) {
      into.putReserved(0x80 | scalar >> shift & 0x3F);
    }
  }
}
