package dev.weir.gateway.http1;

import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Set;

/// Writes heads in one form: single spaces, CRLF, no folding. Collects them in an array and hands
/// them over in one copy, since twenty small copies into native memory cost more than the rest of
/// the head. One an event loop.
public final class HeadWriter {
  private byte[] bytes = new byte[8192];
  private int at;

  /// Begins anew.
  public HeadWriter start() {
    at = 0;
    return this;
  }

  public HeadWriter raw(byte[] source) {
    return raw(source, 0, source.length);
  }

  public HeadWriter raw(byte[] source, int from, int to) {
    room(to - from);
    System.arraycopy(source, from, bytes, at, to - from);
    at += to - from;
    return this;
  }

  public HeadWriter raw(byte b) {
    room(1);
    bytes[at++] = b;
    return this;
  }

  /// Latin-1 text, byte for byte as it was read.
  // The deprecated copy is the one that takes the bytes without looking at each.
  @SuppressWarnings("deprecation")
  public HeadWriter text(String text) {
    room(text.length());
    text.getBytes(0, text.length(), bytes, at);
    at += text.length();
    return this;
  }

  /// `name: value`, with its line end.
  public HeadWriter field(byte[] nameAndColon, byte[] value) {
    return raw(nameAndColon).raw(value).line();
  }

  /// `name: value`, with its line end.
  public HeadWriter field(byte[] nameAndColon, String value) {
    return raw(nameAndColon).text(value).line();
  }

  public HeadWriter line() {
    room(2);
    bytes[at++] = '\r';
    bytes[at++] = '\n';
    return this;
  }

  /// Every field but those in `drop` and those that `nominated` names, in order.
  public HeadWriter fields(Fields fields, long drop, Set<String> nominated) {
    byte[] text = fields.text();
    int runFrom = 0;
    int runTo = 0;
    for (int i = 0; i < fields.size(); i++) {
      if (fields.isOneOf(i, drop, nominated)) {
        continue;
      }
      int from = fields.nameFrom(i);
      int to = fields.valueTo(i) + 2;
      if (!inOneForm(text, fields, i)) {
        raw(text, runFrom, runTo);
        runTo = runFrom = 0;
        raw(text, from, fields.nameTo(i)).raw((byte) ':').raw((byte) ' ');
        raw(text, fields.valueFrom(i), fields.valueTo(i)).line();
      } else if (from == runTo) {
        runTo = to;
      } else {
        raw(text, runFrom, runTo);
        runFrom = from;
        runTo = to;
      }
    }
    return raw(text, runFrom, runTo);
  }

  /// Hands over what was written.
  public void writeTo(ByteBuf out) {
    out.writeBytes(bytes, 0, at);
  }

  // As it would be written anyway, line end included: then neighbours are copied in one go.
  private static boolean inOneForm(byte[] text, Fields fields, int i) {
    int colon = fields.nameTo(i);
    int valueTo = fields.valueTo(i);
    return fields.valueFrom(i) == colon + 2
        && text[colon] == ':'
        && text[colon + 1] == ' '
        && valueTo + 1 < text.length
        && text[valueTo] == '\r'
        && text[valueTo + 1] == '\n';
  }

  private void room(int more) {
    if (at + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more));
    }
  }
}
