package dev.weir.gateway.identify;

import dev.weir.gateway.loop.Ids;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;

/// The W3C trace context of an exchange: continued where a valid `traceparent` came, started
/// otherwise.
///
/// @param traceId 32 hexadecimal digits
/// @param spanId the gateway's span, 16 hexadecimal digits
/// @param flags two hexadecimal digits
/// @param continued whether the client began it, so that its `tracestate` goes along
public record TraceContext(byte[] traceId, byte[] spanId, byte[] flags, boolean continued) {
  private static final byte[] SAMPLED = Ascii.bytes("01");
  private static final int LENGTH = 55;

  /// The context for a request with these fields.
  ///
  /// @param requestId becomes the trace id of a trace that starts here, so that one id finds both
  static TraceContext of(Fields fields, byte[] requestId, Ids ids) {
    byte[] spanId = ids.hex(8);
    int index = fields.find(FieldName.TRACEPARENT, 0);
    if (index >= 0 && valid(fields, index)) {
      byte[] text = fields.text();
      int from = fields.valueFrom(index);
      return new TraceContext(slice(text, from + 3, 32), spanId, flags(text[from + 54]), true);
    }
    byte[] traceId = requestId.length == 32 && isHex(requestId, 0, 32) ? requestId : ids.hex(16);
    return new TraceContext(traceId, spanId, SAMPLED, false);
  }

  // Sampled and random are passed on; what nobody has defined is cleared.
  private static byte[] flags(byte digit) {
    return new byte[] {'0', (byte) ('0' + (Character.digit((char) digit, 16) & 3))};
  }

  private static byte[] slice(byte[] text, int from, int length) {
    return java.util.Arrays.copyOfRange(text, from, from + length);
  }

  // Version 00 exactly; a higher version may have more behind another dash (section 4.3 of the
  // recommendation). All zeros is no id.
  private static boolean valid(Fields fields, int index) {
    if (fields.find(FieldName.TRACEPARENT, index + 1) >= 0) {
      return false;
    }
    byte[] text = fields.text();
    int from = fields.valueFrom(index);
    int length = fields.valueTo(index) - from;
    boolean later = text[from] != '0' || text[from + 1] != '0';
    return (length == LENGTH || (later && length > LENGTH && dash(text, from + LENGTH)))
        && isHex(text, from, 2)
        && !(text[from] == 'f' && text[from + 1] == 'f')
        && dash(text, from + 2)
        && isHex(text, from + 3, 32)
        && dash(text, from + 35)
        && isHex(text, from + 36, 16)
        && dash(text, from + 52)
        && isHex(text, from + 53, 2)
        && !zeros(text, from + 3, 32)
        && !zeros(text, from + 36, 16);
  }

  private static boolean dash(byte[] text, int at) {
    return text[at] == '-';
  }

  private static boolean isHex(byte[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (!(text[i] >= '0' && text[i] <= '9') && !(text[i] >= 'a' && text[i] <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean zeros(byte[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (text[i] != '0') {
        return false;
      }
    }
    return true;
  }
}
