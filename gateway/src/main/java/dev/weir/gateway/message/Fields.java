package dev.weir.gateway.message;

import java.util.Arrays;
import java.util.Optional;
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
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      spans = Arrays.copyOf(spans, size * 2 * SPAN);
    }
    FieldName name = FieldName.of(text, nameFrom, nameTo);
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
    if (used + bytes.length > text.length) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, used + bytes.length));
    }
    System.arraycopy(bytes, 0, text, used, bytes.length);
    used += bytes.length;
    return used - bytes.length;
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
    byte[] lower = Ascii.bytes(name.toLowerCase(java.util.Locale.ROOT));
    for (int i = 0; i < size; i++) {
      if (Ascii.equalsIgnoreCase(lower, text, nameFrom(i), nameTo(i))) {
        return Optional.of(valueText(i));
      }
    }
    return Optional.empty();
  }
}
