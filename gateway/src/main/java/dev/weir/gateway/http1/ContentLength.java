package dev.weir.gateway.http1;

import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import java.util.function.Function;

/// The number in a `Content-Length` field: digits and nothing else (RFC 9110 section 8.6).
final class ContentLength {
  private ContentLength() {}

  /// The length that the fields give. Equal values in a list or in several lines count as one;
  /// unequal ones are malformed.
  static long of(Fields fields, Function<String, FailureException> malformed)
      throws FailureException {
    int index = fields.find(FieldName.CONTENT_LENGTH, 0);
    if (fields.find(FieldName.CONTENT_LENGTH, index + 1) < 0) {
      return number(fields.text(), fields.valueFrom(index), fields.valueTo(index), malformed);
    }
    long length = -1;
    for (String value : fields.joined(FieldName.CONTENT_LENGTH).split(",", -1)) {
      byte[] digits = dev.weir.gateway.message.Ascii.bytes(value.trim());
      long next = number(digits, 0, digits.length, malformed);
      if (length >= 0 && next != length) {
        throw malformed.apply("unequal Content-Length values");
      }
      length = next;
    }
    return length;
  }

  private static long number(
      byte[] text, int from, int to, Function<String, FailureException> malformed)
      throws FailureException {
    if (from == to || to - from > 18) {
      throw malformed.apply("Content-Length of " + (to - from) + " digits (expected: 1 to 18)");
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (!RequestParser.isDigit(text[i])) {
        throw malformed.apply("Content-Length is not a number");
      }
      number = number * 10 + text[i] - '0';
    }
    return number;
  }
}
