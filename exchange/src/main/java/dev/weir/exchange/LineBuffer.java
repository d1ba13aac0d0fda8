package dev.weir.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;

/// Bytes of log lines on their way to a file: grows, is emptied by [#clear] and used again. Belongs
/// to one thread.
public final class LineBuffer {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;

  private static final long HIGH_BITS = 0x8080808080808080L;
  // Seven blanks above one byte.
  private static final long PADDING = 0x2020202020202000L;

  private byte[] bytes;
  private int size;

  /// @param capacity bytes to begin with
  public LineBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  /// How many bytes are in it.
  public int size() {
    return size;
  }

  /// What is in it, to be read before the next change.
  public ByteBuffer content() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  /// Empties it and keeps the memory.
  public void clear() {
    size = 0;
  }

  /// Takes back what was added after it had this size: a line that failed half way.
  ///
  /// @throws IllegalArgumentException if it is smaller than that
  public void rewind(int size) {
    if (size < 0 || size > this.size) {
      throw new IllegalArgumentException("size: " + size + " (expected: 0.." + this.size + ")");
    }
    this.size = size;
  }

  void put(byte[] ascii) {
    reserve(ascii.length);
    System.arraycopy(ascii, 0, bytes, size, ascii.length);
    size += ascii.length;
  }

  void put(char ascii) {
    reserve(1);
    putReserved(ascii);
  }

  /// The lower eight bits of each character, for text that is known to be ASCII.
  void putAscii(String ascii) {
    reserve(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      putReserved(ascii.charAt(i));
    }
  }

  /// The lower eight bits of each character, if all of them are ASCII that needs no escape in JSON;
  /// else nothing. Eight at a time, by the tests for a byte in a word of Mycroft (1987) and Warren
  /// (Hacker's Delight, 6-1): text is most of a line, and nearly all of it is plain.
  @SuppressWarnings("deprecation") // The one way to copy characters that is a plain copy of memory.
  boolean putPlain(String text) {
    int length = text.length();
    reserve(length);
    text.getBytes(0, length, bytes, size);
    if (!isPlain(bytes, size, length)) {
      return false;
    }
    size += length;
    return true;
  }

  private static boolean isPlain(byte[] bytes, int from, int length) {
    long special = 0;
    int end = from + length;
    int i = from;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      special |= special((long) WORDS.get(bytes, i));
    }
    for (; i < end; i++) {
      special |= special(PADDING | bytes[i] & 0xFF);
    }
    return special == 0;
  }

  /// Not zero if a byte of the word is a control, a quote, a backslash, DEL or not ASCII.
  private static long special(long word) {
    long control = word - EACH * 0x20;
    long quote = (word ^ EACH * '"') - EACH;
    long backslash = (word ^ EACH * '\\') - EACH;
    long delete = word + EACH;
    return (control | quote | backslash | delete | word) & HIGH_BITS;
  }

  void putNumber(long number) {
    if (number < 0) {
      putAscii(Long.toString(number));
      return;
    }
    int digits = digits(number);
    reserve(digits);
    putDigits(number, digits);
  }

  /// Seconds with six digits after the point; a negative time, which only a clock set back can
  /// make, is 0.
  void putSeconds(Duration time) {
    Duration positive = time.isNegative() ? Duration.ZERO : time;
    putNumber(positive.getSeconds());
    putMicros(positive.getNano());
  }

  /// A point and six digits.
  void putMicros(int nanos) {
    reserve(7);
    putReserved('.');
    putDigits(nanos / 1000, 6);
  }

  /// Makes room, so that [#putReserved] needs no check.
  void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }

  void putReserved(int octet) {
    bytes[size++] = (byte) octet;
  }

  private void putDigits(long number, int digits) {
    long rest = number;
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }
}
