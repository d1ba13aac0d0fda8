package dev.weir.gateway.http2;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.HopByHop;
import dev.weir.gateway.message.Method;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Set;

/// Writes field blocks (RFC 7541): what the static table has as its number, the rest as literals in
/// Huffman code. One an event loop.
///
/// It keeps no dynamic table. That would save some hundred bytes an answer, and cost a table for
/// each connection, a look-up for each field, and blocks that must be written in the order in which
/// they are sent. It also means that nothing that one caller sends can be guessed from how well it
/// compresses with what another sent, where their requests share a connection to an origin.
public final class HpackEncoder {
  private static final int SHORT = 127;
  private static final byte[] PROTOCOL = Ascii.bytes(":protocol");

  private byte[] bytes = new byte[8192];
  private int at;
  private byte[] scratch = new byte[256];

  /// Begins a block.
  public HpackEncoder start() {
    at = 0;
    return this;
  }

  /// Says that no table is kept here, which has to be the first thing of the first block of a
  /// connection. A peer that allows a smaller table than the usual one waits for such word (section
  /// 4.2).
  public HpackEncoder noTable() {
    room(1);
    bytes[at++] = 0x20;
    return this;
  }

  /// `:status`, from 100 to 999.
  public HpackEncoder status(int status) {
    switch (status) {
      case 200 -> indexed(8);
      case 204 -> indexed(9);
      case 206 -> indexed(10);
      case 304 -> indexed(11);
      case 400 -> indexed(12);
      case 404 -> indexed(13);
      case 500 -> indexed(14);
      default -> {
        room(5);
        bytes[at++] = 8;
        bytes[at++] = 3;
        bytes[at++] = (byte) ('0' + status / 100);
        bytes[at++] = (byte) ('0' + status / 10 % 10);
        bytes[at++] = (byte) ('0' + status % 10);
      }
    }
    return this;
  }

  /// `:method`.
  public HpackEncoder method(Method method) {
    if (method == Method.GET) {
      return indexed(2);
    }
    return method == Method.POST ? indexed(3) : literal(2, method.token());
  }

  /// `:scheme`.
  public HpackEncoder scheme(String scheme) {
    return switch (scheme) {
      case "http" -> indexed(6);
      case "https" -> indexed(7);
      default -> literal(6, scheme);
    };
  }

  /// `:authority`.
  public HpackEncoder authority(String authority) {
    return literal(1, authority);
  }

  /// `:path`, with its query.
  public HpackEncoder path(byte[] text, int from, int to) {
    if (to - from == 1 && text[from] == '/') {
      return indexed(4);
    }
    room(1);
    bytes[at++] = 4;
    string(text, from, to, false);
    return this;
  }

  /// `:protocol` of an extended CONNECT (RFC 8441).
  public HpackEncoder protocol(String protocol) {
    return field(PROTOCOL, protocol);
  }

  /// A field whose name is in lower case.
  public HpackEncoder field(byte[] lowerName, byte[] value) {
    name(lowerName, 0, lowerName.length, false);
    string(value, 0, value.length, false);
    return this;
  }

  /// A field whose name is in lower case, and whose value is Latin-1 text.
  public HpackEncoder field(byte[] lowerName, String value) {
    name(lowerName, 0, lowerName.length, false);
    text(value);
    return this;
  }

  /// Every field but those in `drop`, those that `nominated` names, and those of the connection,
  /// which HTTP/2 does without; names in lower case (RFC 9113 section 8.2).
  public HpackEncoder fields(Fields fields, long drop, Set<String> nominated) {
    long dropped = drop | HopByHop.ALWAYS;
    byte[] text = fields.text();
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.isOneOf(i, dropped, nominated)) {
        name(text, fields.nameFrom(i), fields.nameTo(i), fields.neverIndexed(i));
        string(text, fields.valueFrom(i), fields.valueTo(i), false);
      }
    }
    return this;
  }

  /// How many bytes the block has.
  public int length() {
    return at;
  }

  /// Hands over a part of the block.
  public void writeTo(ByteBuf out, int from, int to) {
    out.writeBytes(bytes, from, to - from);
  }

  /// Hands over the block.
  public void writeTo(ByteBuf out) {
    writeTo(out, 0, at);
  }

  private HpackEncoder indexed(int index) {
    room(1);
    bytes[at++] = (byte) (0x80 | index);
    return this;
  }

  // With the name of an early entry, whose number needs no second byte.
  private HpackEncoder literal(int index, String value) {
    room(1);
    bytes[at++] = (byte) index;
    text(value);
    return this;
  }

  private void name(byte[] text, int from, int to, boolean neverIndexed) {
    int index = StaticTable.indexOfName(text, from, to);
    int kind = neverIndexed || isSecret(index) ? 0x10 : 0;
    room(2);
    if (index == 0) {
      bytes[at++] = (byte) kind;
      string(text, from, to, true);
    } else if (index < 15) {
      bytes[at++] = (byte) (kind | index);
    } else {
      bytes[at++] = (byte) (kind | 15);
      bytes[at++] = (byte) (index - 15);
    }
  }

  // authorization, cookie, proxy-authorization, set-cookie: in no table of any hop behind (section
  // 7.1.3).
  private static boolean isSecret(int index) {
    return index == 23 || index == 32 || index == 49 || index == 55;
  }

  // The deprecated copy is the one that takes the bytes without looking at each.
  @SuppressWarnings("deprecation")
  private void text(String text) {
    int length = text.length();
    if (length > scratch.length) {
      scratch = new byte[2 * length];
    }
    text.getBytes(0, length, scratch, 0);
    string(scratch, 0, length, false);
  }

  private void string(byte[] text, int from, int to, boolean lower) {
    int length = to - from;
    int coded = Huffman.codedLength(text, from, to, lower);
    room(length + 16);
    if (coded < length) {
      lengthOf(coded, 0x80);
      at = Huffman.encode(text, from, to, lower, bytes, at);
      return;
    }
    lengthOf(length, 0);
    for (int i = from; i < to; i++) {
      byte b = text[i];
      bytes[at++] = lower && b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }
  }

  private void lengthOf(int length, int flag) {
    if (length < SHORT) {
      bytes[at++] = (byte) (flag | length);
      return;
    }
    bytes[at++] = (byte) (flag | SHORT);
    int rest = length - SHORT;
    while (rest > 0x7f) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  private void room(int more) {
    if (at + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more));
    }
  }
}
