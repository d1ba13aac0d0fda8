package dev.weir.gateway.http2;

import java.util.Arrays;

/// Decompresses the field blocks of one connection (RFC 7541). Used by the loop of that connection.
///
/// Every block has to be given to it in the order of arrival, those of refused streams as well:
/// each may change the table that the next refers to. An exception ends the connection.
///
/// What a block costs is bounded by its own length and by the limit of what it is decoded into,
/// however often it refers to large entries: beyond that limit an entry is counted and not copied.
public final class HpackDecoder {
  /// What a peer may use before it is told otherwise (RFC 9113 section 6.5.2).
  public static final int USUAL_TABLE_SIZE = 4096;

  private static final int INDEXED = 0x80;
  private static final int WITH_INDEXING = 0x40;
  private static final int TABLE_SIZE = 0x20;
  private static final int NEVER_INDEXED = 0x10;
  private static final int HUFFMAN = 0x80;

  private static final byte[] NOTHING = new byte[0];

  // What is kept between two blocks; a connection that was sent a long value does not pay for ever.
  private static final int KEPT = 512;

  private final int mostTableSize;
  private final DynamicTable table;

  private byte[] block = NOTHING;
  private int at;
  private int end;

  // The literal that is being read, from 0 on: its name, then its value.
  private byte[] literal = NOTHING;
  private int nameTo;

  /// @param tableSize what was announced as `SETTINGS_HEADER_TABLE_SIZE`, in bytes
  public HpackDecoder(int tableSize) {
    this.mostTableSize = tableSize;
    this.table = new DynamicTable(tableSize);
  }

  /// Decodes a block, which is whole.
  ///
  /// @throws HpackException where the connection has to end with `COMPRESSION_ERROR`
  public void decode(byte[] block, int from, int to, FieldSection out) throws HpackException {
    this.block = block;
    this.at = from;
    this.end = to;
    try {
      tableSizes();
      while (at < end) {
        field(block[at], out);
      }
    } finally {
      this.block = NOTHING;
      this.literal = literal.length > KEPT ? NOTHING : literal;
    }
  }

  // Only at the beginning of a block (section 4.2).
  private void tableSizes() throws HpackException {
    while (at < end && (block[at] & 0xe0) == TABLE_SIZE) {
      int size = integer(5);
      if (size > mostTableSize) {
        throw new HpackException(
            "table size " + size + " (expected: at most " + mostTableSize + ")");
      }
      table.limit(size);
    }
  }

  private void field(int first, FieldSection out) throws HpackException {
    if ((first & INDEXED) != 0) {
      indexed(integer(7), out);
    } else if ((first & WITH_INDEXING) != 0) {
      indexing(integer(6), out);
    } else if ((first & TABLE_SIZE) != 0) {
      throw new HpackException("a table size behind a field");
    } else {
      passing(integer(4), (first & NEVER_INDEXED) != 0, out);
    }
  }

  private void indexed(int index, FieldSection out) throws HpackException {
    if (index > StaticTable.SIZE) {
      int number = dynamic(index);
      int from = table.from(number);
      out.add(
          table.text(), from, table.nameTo(number), table.to(number), table.traits(number), false);
    } else if (index > 0) {
      out.add(
          StaticTable.TEXT,
          StaticTable.from(index),
          StaticTable.nameTo(index),
          StaticTable.to(index),
          StaticTable.traits(index),
          false);
    } else {
      throw new HpackException("index 0");
    }
  }

  // A literal for the table (section 6.2.1).
  private void indexing(int index, FieldSection out) throws HpackException {
    int name = index == 0 ? newName() : nameOf(index);
    int to = string(nameTo);
    int traits = FieldTraits.withValue(name, literal, nameTo, to);
    table.add(literal, nameTo, to, traits);
    out.add(literal, 0, nameTo, to, traits, false);
  }

  // A literal that passes the table by (sections 6.2.2 and 6.2.3).
  private void passing(int index, boolean never, FieldSection out) throws HpackException {
    if (index > 0 && out.full()) {
      checkIndex(index);
      string(0);
      return;
    }
    int name = index == 0 ? newName() : nameOf(index);
    int to = string(nameTo);
    int traits = FieldTraits.withValue(name, literal, nameTo, to);
    out.add(literal, 0, nameTo, to, traits, never);
  }

  private int newName() throws HpackException {
    nameTo = string(0);
    return FieldTraits.ofName(literal, 0, nameTo);
  }

  private int nameOf(int index) throws HpackException {
    if (index <= StaticTable.SIZE) {
      copyName(StaticTable.TEXT, StaticTable.from(index), StaticTable.nameTo(index));
      return FieldTraits.ofName(StaticTable.traits(index));
    }
    int number = dynamic(index);
    copyName(table.text(), table.from(number), table.nameTo(number));
    return FieldTraits.ofName(table.traits(number));
  }

  private void copyName(byte[] source, int from, int to) {
    nameTo = to - from;
    room(nameTo);
    System.arraycopy(source, from, literal, 0, nameTo);
  }

  private void checkIndex(int index) throws HpackException {
    if (index > StaticTable.SIZE) {
      dynamic(index);
    }
  }

  private int dynamic(int index) throws HpackException {
    int number = index - StaticTable.SIZE - 1;
    if (number >= table.count()) {
      throw new HpackException(
          "index " + index + " (expected: at most " + (StaticTable.SIZE + table.count()) + ")");
    }
    return number;
  }

  // Reads a string (section 5.2) into the literal.
  private int string(int into) throws HpackException {
    if (at == end) {
      throw new HpackException("a block that ends where a string is to begin");
    }
    boolean huffman = (block[at] & HUFFMAN) != 0;
    int length = integer(7);
    if (length > end - at) {
      throw new HpackException("a string of " + length + " bytes (left: " + (end - at) + ")");
    }
    int from = at;
    at += length;
    if (huffman) {
      room(into + Huffman.roomFor(length));
      return Huffman.decode(block, from, at, literal, into);
    }
    room(into + length);
    System.arraycopy(block, from, literal, into, length);
    return into + length;
  }

  // An integer that begins in the lower bits of this byte (section 5.1). Four more bytes are enough
  // for any that is of use.
  private int integer(int prefix) throws HpackException {
    int most = (1 << prefix) - 1;
    int value = block[at++] & most;
    if (value < most) {
      return value;
    }
    for (int shift = 0; shift < 28; shift += 7) {
      if (at == end) {
        throw new HpackException("a block that ends within an integer");
      }
      int b = block[at++];
      value += (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new HpackException("an integer of more than five bytes");
  }

  private void room(int length) {
    if (length > literal.length) {
      literal = Arrays.copyOf(literal, Math.max(length, 2 * literal.length));
    }
  }
}
