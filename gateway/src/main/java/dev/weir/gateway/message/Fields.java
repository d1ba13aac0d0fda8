package dev.weir.gateway.message;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Header or trailer fields in their order, as ranges of one byte array: no object a field, since
/// every exchange has some twenty of them. Written by one thread while being read from the wire,
/// and not changed after.
public final class Fields {
  private static final int SPAN = 4;

  private byte[] text;
  private int used;
  private int[] spans;
  private @Nullable FieldName[] names;
  private int size;
  private long present;
  private @Nullable BitSet neverIndexed;

  /// Fields that are ranges of this array; more text may be added behind the first `used` bytes.
  public Fields(byte[] text, int used) {
    this.text = text;
    this.used = used;
    this.spans = new int[16 * SPAN];
    this.names = new FieldName[16];
  }

  /// No fields yet.
  public Fields() {
    this(new byte[256], 0);
  }

  /// Adds a field whose name and value are ranges of the text.
  public void addRange(int nameFrom, int nameTo, int valueFrom, int valueTo) {
    addRange(FieldName.of(text, nameFrom, nameTo), nameFrom, nameTo, valueFrom, valueTo);
  }

  private void addRange(
      @Nullable FieldName name, int nameFrom, int nameTo, int valueFrom, int valueTo) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      spans = Arrays.copyOf(spans, size * 2 * SPAN);
    }
    if (name != null) {
      present |= name.bit();
    }
    names[size] = name;
    int at = size * SPAN;
    spans[at] = nameFrom;
    spans[at + 1] = nameTo;
    spans[at + 2] = valueFrom;
    spans[at + 3] = valueTo;
    size++;
  }

  /// Adds a field behind the others.
  public void add(String name, String value) {
    int nameFrom = append(name);
    int valueFrom = append(value);
    addRange(nameFrom, nameFrom + name.length(), valueFrom, valueFrom + value.length());
  }

  private int append(String part) {
    byte[] bytes = Ascii.bytes(part);
    return append(bytes, 0, bytes.length);
  }

  /// Adds text that is no field.
  ///
  /// @return where it begins
  public int append(byte[] source, int from, int to) {
    int at = used;
    room(to - from);
    System.arraycopy(source, from, text, at, to - from);
    used = at + to - from;
    return at;
  }

  /// Adds a field, written as it will be sent in HTTP/1: `name: value`, with its line end.
  ///
  /// @param name the known name that it has, or null
  public void addLine(
      @Nullable FieldName name,
      byte[] source,
      int nameFrom,
      int nameTo,
      int valueFrom,
      int valueTo) {
    room(nameTo - nameFrom + valueTo - valueFrom + 4);
    int at = append(source, nameFrom, nameTo);
    int colon = used;
    text[colon] = ':';
    text[colon + 1] = ' ';
    used = colon + 2;
    append(source, valueFrom, valueTo);
    addRange(name, at, colon, colon + 2, used);
    text[used] = '\r';
    text[used + 1] = '\n';
    used += 2;
  }

  private void room(int more) {
    if (used + more > text.length) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, used + more));
    }
  }

  /// Says of the last field that no hop may keep it in a table (RFC 7541 section 6.2.3): its sender
  /// fears that it could be guessed from how well it compresses.
  public void neverIndexLast() {
    if (neverIndexed == null) {
      neverIndexed = new BitSet();
    }
    neverIndexed.set(size - 1);
  }

  /// Whether the sender of the field at this index wants it in no table.
  public boolean neverIndexed(int index) {
    return neverIndexed != null && neverIndexed.get(index);
  }

  public int size() {
    return size;
  }

  /// The bytes that the ranges are of.
  public byte[] text() {
    return text;
  }

  /// The known names that occur, as bits of [FieldName#bit].
  public long present() {
    return present;
  }

  public boolean has(FieldName name) {
    return (present & name.bit()) != 0;
  }

  /// The known name of the field at this index, or null.
  public @Nullable FieldName nameAt(int index) {
    return names[index];
  }

  public int nameFrom(int index) {
    return spans[index * SPAN];
  }

  public int nameTo(int index) {
    return spans[index * SPAN + 1];
  }

  public int valueFrom(int index) {
    return spans[index * SPAN + 2];
  }

  public int valueTo(int index) {
    return spans[index * SPAN + 3];
  }

  /// The name of the field at this index, as it was sent.
  public String nameText(int index) {
    return Ascii.text(text, nameFrom(index), nameTo(index));
  }

  /// The value of the field at this index.
  public String valueText(int index) {
    return Ascii.text(text, valueFrom(index), valueTo(index));
  }

  /// The index of the first field with this name from `start` on, or -1.
  public int find(FieldName name, int start) {
    if (!has(name)) {
      return -1;
    }
    for (int i = start; i < size; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return -1;
  }

  /// The value of the first field with this name, or the empty string.
  public String first(FieldName name) {
    int index = find(name, 0);
    return index < 0 ? "" : valueText(index);
  }

  /// All values of this name as one list (RFC 9110 section 5.3), or the empty string.
  public String joined(FieldName name) {
    int index = find(name, 0);
    if (index < 0) {
      return "";
    }
    StringBuilder all = new StringBuilder(valueText(index));
    for (int next = find(name, index + 1); next >= 0; next = find(name, next + 1)) {
      all.append(", ").append(valueText(next));
    }
    return all.toString();
  }

  /// All values of any name, known or not, as one list (RFC 9110 section 5.3), or the empty string.
  ///
  /// @param lower the name in lower case
  public String joined(String lower) {
    byte[] name = Ascii.bytes(lower);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < size; i++) {
      if (Ascii.equalsIgnoreCase(name, text, nameFrom(i), nameTo(i))) {
        all.append(all.isEmpty() ? "" : ", ").append(valueText(i));
      }
    }
    return all.toString();
  }

  /// Whether the field at this index has one of these names.
  ///
  /// @param known bits of [FieldName#bit]
  /// @param lower further names, in lower case
  public boolean isOneOf(int index, long known, Set<String> lower) {
    FieldName name = names[index];
    if (name != null && (known & name.bit()) != 0) {
      return true;
    }
    return !lower.isEmpty() && lower.contains(nameText(index).toLowerCase(Locale.ROOT));
  }

  /// How many fields have this name.
  public int count(FieldName name) {
    int count = 0;
    for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
      count++;
    }
    return count;
  }

  /// Whether the value of the first field with this name is this lower-case text, in any case.
  public boolean firstIs(FieldName name, byte[] lower) {
    int index = find(name, 0);
    return index >= 0 && Ascii.equalsIgnoreCase(lower, text, valueFrom(index), valueTo(index));
  }

  /// Whether the value of the first field with this name begins with this lower-case text, in any
  /// case.
  public boolean firstStartsWith(FieldName name, byte[] lower) {
    int index = find(name, 0);
    if (index < 0 || valueTo(index) - valueFrom(index) < lower.length) {
      return false;
    }
    int from = valueFrom(index);
    return Ascii.equalsIgnoreCase(lower, text, from, from + lower.length);
  }

  /// The value of the first field with any name, known or not, in any case.
  public Optional<String> value(String name) {
    byte[] lower = Ascii.bytes(name.toLowerCase(Locale.ROOT));
    for (int i = 0; i < size; i++) {
      if (Ascii.equalsIgnoreCase(lower, text, nameFrom(i), nameTo(i))) {
        return Optional.of(valueText(i));
      }
    }
    return Optional.empty();
  }
}
