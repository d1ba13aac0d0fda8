package dev.weir.gateway.http2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The Huffman code of RFC 7541 appendix B.
///
/// The code is canonical: codes are numbered by length, then by symbol, so that the lengths say
/// all. A window of the next bits is looked up in a table that gives the one or two symbols in it;
/// a code that is longer than the window is rare, and found by comparing with the first code of
/// each length.
final class Huffman {
  private static final byte[] LENGTHS = {
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, // control characters
    28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28, //
    6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, // space to /
    5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, // 0 to ?
    13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, // @ to O
    7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, // P to _
    15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, // ` to o
    6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, // p to DEL
    20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, // 0x80
    24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, //
    22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, // 0xa0
    21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, //
    26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, // 0xc0
    19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, //
    20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, // 0xe0
    26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, //
    30 // the end of the string, which never occurs in one
  };

  private static final int END = 256;
  private static final int LONGEST = 30;
  private static final int WINDOW = 12; // holds two of the usual symbols, in 16 KiB

  // By symbol: the code, above 8 bits for its length. LOWER has that of the lower-case letter.
  private static final long[] CODES = new long[END + 1];
  private static final long[] LOWER = new long[END];
  private static final byte[] LOWER_LENGTHS = new byte[END];

  // By the next bits: from the lowest on, 6 bits for the length of the codes in them, 2 for their
  // number, 8 for each symbol, 6 for the length of the first; 0 where the first code is longer.
  private static final int[] WINDOWS = new int[1 << WINDOW];

  // By length: the symbols in the order of their codes, and which codes they are.
  private static final short[] SYMBOLS = new short[END + 1];
  private static final int[] FIRST_CODE = new int[LONGEST + 2];
  private static final int[] FIRST_SYMBOL = new int[LONGEST + 2];

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  static {
    int code = 0;
    int symbols = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code <<= 1;
      FIRST_CODE[length] = code;
      FIRST_SYMBOL[length] = symbols;
      for (int symbol = 0; symbol <= END; symbol++) {
        if (LENGTHS[symbol] == length) {
          CODES[symbol] = (long) code << 8 | length;
          SYMBOLS[symbols++] = (short) symbol;
          fillWindows(symbol, code++, length);
        }
      }
    }
    FIRST_SYMBOL[LONGEST + 1] = symbols;
    pairUp();
    for (int b = 0; b < END; b++) {
      LOWER[b] = CODES[b >= 'A' && b <= 'Z' ? b | 0x20 : b];
      LOWER_LENGTHS[b] = (byte) LOWER[b];
    }
  }

  private Huffman() {}

  private static void fillWindows(int symbol, int code, int length) {
    int free = WINDOW - length;
    if (free >= 0) {
      for (int rest = 0; rest < 1 << free; rest++) {
        WINDOWS[code << free | rest] = length << 24 | symbol << 8 | 1 << 6 | length;
      }
    }
  }

  // Where a second code is whole in the window too.
  private static void pairUp() {
    int[] single = WINDOWS.clone();
    for (int window = 0; window < single.length; window++) {
      int first = single[window];
      int length = first & 63;
      int second = single[window << length & (single.length - 1)];
      int both = length + (second & 63);
      if (first != 0 && second != 0 && both <= WINDOW) {
        WINDOWS[window] =
            length << 24 | (second >>> 8 & 255) << 16 | (first & 0xff00) | 2 << 6 | both;
      }
    }
  }

  /// The room that decoding this many bytes takes: five bits a symbol, and a second one that is
  /// written before it is known to count.
  static int roomFor(int coded) {
    return (int) (coded * 8L / 5) + 1;
  }

  /// Decodes a string (RFC 7541 section 5.2).
  ///
  /// @param out has [#roomFor] the bytes from `at` on
  /// @return behind the last byte written
  static int decode(byte[] in, int from, int to, byte[] out, int at) throws HpackException {
    long bits = 0; // what was read and not decoded, from the highest bit on
    int count = 0;
    int next = from;
    int write = at;
    while (true) {
      if (to - next >= Long.BYTES) {
        // Bits beyond the whole bytes come as well; the next read repeats them.
        bits |= (long) LONGS.get(in, next) >>> count;
        int whole = (Long.SIZE - 1 - count) >> 3;
        next += whole;
        count += whole << 3;
      } else {
        while (next < to && count <= Long.SIZE - Byte.SIZE) {
          bits |= (in[next++] & 0xffL) << (Long.SIZE - Byte.SIZE - count);
          count += Byte.SIZE;
        }
      }
      do {
        int found = WINDOWS[(int) (bits >>> (Long.SIZE - WINDOW))];
        int length = found & 63;
        if (found == 0 || length > count) {
          found = one(found, bits, count);
          if (found == 0) {
            return write;
          }
          length = found >>> 24;
        }
        out[write] = (byte) (found >>> 8);
        out[write + 1] = (byte) (found >>> 16);
        write += found >>> 6 & 3;
        bits <<= length;
        count -= length;
      } while (count >= LONGEST);
    }
  }

  // The next symbol alone, as a window gives it, where its code is long or the last; 0 where there
  // is none.
  private static int one(int found, long bits, int count) throws HpackException {
    int symbol = found >>> 8 & 255;
    int length = found >>> 24;
    if (found == 0) {
      int upper = (int) (bits >>> (Long.SIZE - Integer.SIZE));
      length = lengthOf(upper);
      symbol = SYMBOLS[FIRST_SYMBOL[length] + (upper >>> -length) - FIRST_CODE[length]];
    }
    if (length > count) {
      checkPadding(bits, count);
      return 0;
    }
    if (symbol == END) {
      throw new HpackException("the end symbol within a Huffman string");
    }
    return length << 24 | symbol << 8 | 1 << 6;
  }

  // Of the code that these bits begin with, which is longer than a window.
  private static int lengthOf(int bits) {
    int length = WINDOW + 1;
    while ((bits >>> -length) - FIRST_CODE[length]
        >= FIRST_SYMBOL[length + 1] - FIRST_SYMBOL[length]) {
      length++;
    }
    return length;
  }

  // Less than a byte, and the beginning of the end symbol, which is ones.
  private static void checkPadding(long bits, int count) throws HpackException {
    if (count >= Byte.SIZE || (count > 0 && bits >> (Long.SIZE - count) != -1)) {
      throw new HpackException("wrong padding of a Huffman string");
    }
  }

  /// How many bytes these bytes take when coded.
  ///
  /// @param lower whether letters become lower-case
  static int codedLength(byte[] in, int from, int to, boolean lower) {
    byte[] lengths = lower ? LOWER_LENGTHS : LENGTHS;
    int bits = 0;
    for (int i = from; i < to; i++) {
      bits += lengths[in[i] & 0xff];
    }
    return (bits + 7) >>> 3;
  }

  /// Codes these bytes.
  ///
  /// @param lower whether letters become lower-case
  /// @param out has room for them, and for seven bytes more
  /// @return behind the last byte written
  static int encode(byte[] in, int from, int to, boolean lower, byte[] out, int at) {
    long[] codes = lower ? LOWER : CODES;
    long bits = 0; // what was coded and not written, as the lowest bits
    int count = 0;
    int write = at;
    for (int i = from; i < to; i++) {
      long code = codes[in[i] & 0xff];
      int length = (int) code & 0xff;
      bits = bits << length | code >>> 8;
      count += length;
      if (count >= Integer.SIZE) {
        count -= Integer.SIZE;
        INTS.set(out, write, (int) (bits >>> count));
        write += Integer.BYTES;
      }
    }
    if (count > 0) {
      LONGS.set(out, write, bits << (Long.SIZE - count) | -1L >>> count);
      write += (count + 7) >>> 3;
    }
    return write;
  }
}
