package dev.weir.gateway.http2;

import dev.weir.gateway.message.Ascii;

/// The fields that both sides know beforehand (RFC 7541 appendix A), numbered from 1 on. As one
/// array with ranges, name and value of each side by side, as a [FieldSection] takes them.
final class StaticTable {
  /// How many there are; the dynamic table is numbered from the next on.
  static final int SIZE = 61;

  static final byte[] TEXT;

  private static final String[] ROWS =
      """
      :authority
      :method GET
      :method POST
      :path /
      :path /index.html
      :scheme http
      :scheme https
      :status 200
      :status 204
      :status 206
      :status 304
      :status 400
      :status 404
      :status 500
      accept-charset
      accept-encoding gzip, deflate
      accept-language
      accept-ranges
      accept
      access-control-allow-origin
      age
      allow
      authorization
      cache-control
      content-disposition
      content-encoding
      content-language
      content-length
      content-location
      content-range
      content-type
      cookie
      date
      etag
      expect
      expires
      from
      host
      if-match
      if-modified-since
      if-none-match
      if-range
      if-unmodified-since
      last-modified
      link
      location
      max-forwards
      proxy-authenticate
      proxy-authorization
      range
      referer
      refresh
      retry-after
      server
      set-cookie
      strict-transport-security
      transfer-encoding
      user-agent
      vary
      via
      www-authenticate
      """
          .split("\n", -1);

  private static final int[] FROM = new int[SIZE + 2];
  private static final int[] NAME_TO = new int[SIZE + 2];
  private static final int[] TRAITS = new int[SIZE + 2];

  // Open addressing over length and some letters: the first index of each name.
  private static final int SLOTS = 256;
  private static final byte[] INDEX_OF_NAME = new byte[SLOTS];

  static {
    StringBuilder text = new StringBuilder();
    for (int index = 1; index <= SIZE; index++) {
      String[] parts = ROWS[index - 1].split(" ", 2);
      FROM[index] = text.length();
      text.append(parts[0]);
      NAME_TO[index] = text.length();
      text.append(parts.length > 1 ? parts[1] : "");
    }
    FROM[SIZE + 1] = text.length();
    TEXT = Ascii.bytes(text.toString());
    for (int index = 1; index <= SIZE; index++) {
      int name = FieldTraits.ofName(TEXT, FROM[index], NAME_TO[index]);
      TRAITS[index] = FieldTraits.withValue(name, TEXT, NAME_TO[index], FROM[index + 1]);
      if (indexOfName(TEXT, FROM[index], NAME_TO[index]) == 0) {
        int slot = slot(TEXT, FROM[index], NAME_TO[index]);
        while (INDEX_OF_NAME[slot] != 0) {
          slot = (slot + 1) & (SLOTS - 1);
        }
        INDEX_OF_NAME[slot] = (byte) index;
      }
    }
  }

  private StaticTable() {}

  /// Where the name of this entry begins in the text.
  static int from(int index) {
    return FROM[index];
  }

  /// Where its name ends and its value begins.
  static int nameTo(int index) {
    return NAME_TO[index];
  }

  /// Where its value ends.
  static int to(int index) {
    return FROM[index + 1];
  }

  /// What is known of it, as [FieldTraits] has it.
  static int traits(int index) {
    return TRAITS[index];
  }

  /// The first entry with this name, in any case; 0 where there is none.
  static int indexOfName(byte[] text, int from, int to) {
    int slot = slot(text, from, to);
    int index = INDEX_OF_NAME[slot];
    while (index != 0 && !spells(index, text, from, to)) {
      slot = (slot + 1) & (SLOTS - 1);
      index = INDEX_OF_NAME[slot];
    }
    return index;
  }

  private static boolean spells(int index, byte[] text, int from, int to) {
    int length = NAME_TO[index] - FROM[index];
    if (to - from != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int b = text[from + i];
      int lower = b >= 'A' && b <= 'Z' ? b | 0x20 : b;
      if (lower != TEXT[FROM[index] + i]) {
        return false;
      }
    }
    return true;
  }

  private static int slot(byte[] text, int from, int to) {
    int length = to - from;
    int first = text[from] | 0x20;
    int last = text[to - 1] | 0x20;
    int middle = text[from + (length >> 1)] | 0x20;
    return (length * 37 + first * 11 + last * 3 + middle) & (SLOTS - 1);
  }
}
