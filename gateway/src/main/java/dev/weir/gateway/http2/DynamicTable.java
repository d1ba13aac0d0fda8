package dev.weir.gateway.http2;

import java.util.Arrays;

/// The fields that a connection has seen lately (RFC 7541 section 2.3.2), of which the oldest leave
/// as new ones come: the text of all in one array, one behind the other, and ranges of it. Begins
/// small, since most connections never fill it, and never takes more than twice its limit.
final class DynamicTable {
  /// What an entry counts beyond its text (section 4.1).
  static final int OVERHEAD = 32;

  private static final int SPAN = 4;

  private int limit;
  private int size;

  private byte[] text = new byte[0];
  private int used;

  // A ring whose length is a power of two, of text begin, name end, text end and traits.
  private int[] entries = new int[16 * SPAN];
  private int newest;
  private int count;

  DynamicTable(int limit) {
    this.limit = limit;
  }

  /// The number of entries; they are numbered from 0, the newest, on.
  int count() {
    return count;
  }

  /// The array that the ranges are of, until the next entry is added.
  byte[] text() {
    return text;
  }

  /// Where the name of this entry begins in the text.
  int from(int number) {
    return entries[at(number)];
  }

  /// Where its name ends and its value begins.
  int nameTo(int number) {
    return entries[at(number) + 1];
  }

  /// Where its value ends.
  int to(int number) {
    return entries[at(number) + 2];
  }

  /// What is known of it, as [FieldTraits] has it.
  int traits(int number) {
    return entries[at(number) + 3];
  }

  /// Changes how much may be held, and lets go of what is beyond (section 4.3).
  void limit(int bytes) {
    limit = bytes;
    evictUntil(limit);
  }

  /// Adds an entry before the others. One that is larger than the whole table empties it (section
  /// 4.4).
  ///
  /// @param source holds name and value from 0 on
  void add(byte[] source, int nameLength, int length, int traits) {
    int cost = length + OVERHEAD;
    evictUntil(limit - cost);
    if (cost > limit) {
      return;
    }
    makeRoom(length);
    if (count * SPAN == entries.length) {
      growRing();
    }
    System.arraycopy(source, 0, text, used, length);
    newest = (newest + SPAN) & (entries.length - 1);
    entries[newest] = used;
    entries[newest + 1] = used + nameLength;
    entries[newest + 2] = used + length;
    entries[newest + 3] = traits;
    used += length;
    size += cost;
    count++;
  }

  private int at(int number) {
    return (newest - number * SPAN) & (entries.length - 1);
  }

  private void evictUntil(int most) {
    while (size > most && count > 0) {
      int oldest = at(count - 1);
      size -= entries[oldest + 2] - entries[oldest] + OVERHEAD;
      count--;
    }
  }

  // Behind the others; where the array ends, what still counts moves to its beginning, or to a
  // larger array where that would not last.
  private void makeRoom(int length) {
    if (used + length <= text.length) {
      return;
    }
    int begin = count == 0 ? used : from(count - 1);
    int needed = used - begin + length;
    byte[] target = needed <= text.length / 2 ? text : new byte[Math.max(256, 2 * needed)];
    System.arraycopy(text, begin, target, 0, used - begin);
    for (int number = 0; number < count; number++) {
      int at = at(number);
      entries[at] -= begin;
      entries[at + 1] -= begin;
      entries[at + 2] -= begin;
    }
    used -= begin;
    text = target;
  }

  private void growRing() {
    int[] grown = Arrays.copyOf(entries, entries.length * 2);
    for (int number = 0; number < count; number++) {
      System.arraycopy(entries, at(number), grown, (count - 1 - number) * SPAN, SPAN);
    }
    newest = (count - 1) * SPAN;
    entries = grown;
  }
}
