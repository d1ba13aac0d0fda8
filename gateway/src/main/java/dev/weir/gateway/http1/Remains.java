package dev.weir.gateway.http1;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;

/// What can still be read of bytes that are no acceptable head: the fields that say in which form
/// and language their sender reads the refusal. A browser whose cookies are too large gets a page
/// like any other visitor.
///
/// Lenient where the parser is strict, since nothing of it is passed on or decides anything else.
public final class Remains {
  private static final long TELLING =
      FieldName.ACCEPT.bit()
          | FieldName.ACCEPT_LANGUAGE.bit()
          | FieldName.ORIGIN.bit()
          | FieldName.SEC_FETCH_MODE.bit()
          | FieldName.USER_AGENT.bit();

  private Remains() {}

  /// A head that stands for no request and has those fields only.
  public static RequestHead of(byte[] bytes) {
    Fields fields = new Fields(bytes, bytes.length);
    int from = lineEnd(bytes, 0) + 1;
    while (from < bytes.length) {
      int to = lineEnd(bytes, from);
      addTelling(fields, bytes, from, to);
      from = to + 1;
    }
    return new RequestHead(Method.GET, "1.1", "", fields, 0, 0, 0);
  }

  private static int lineEnd(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  private static void addTelling(Fields fields, byte[] bytes, int from, int lineEnd) {
    int colon = from;
    while (colon < lineEnd && Ascii.isToken(bytes[colon])) {
      colon++;
    }
    if (colon == from || colon == lineEnd || bytes[colon] != ':') {
      return;
    }
    FieldName name = FieldName.of(bytes, from, colon);
    if (name == null || (TELLING & name.bit()) == 0) {
      return;
    }
    int valueFrom = colon + 1;
    int valueTo = lineEnd;
    while (valueFrom < valueTo && bytes[valueFrom] <= ' ' && bytes[valueFrom] >= 0) {
      valueFrom++;
    }
    while (valueTo > valueFrom && bytes[valueTo - 1] <= ' ' && bytes[valueTo - 1] >= 0) {
      valueTo--;
    }
    fields.addRange(from, colon, valueFrom, valueTo);
  }
}
