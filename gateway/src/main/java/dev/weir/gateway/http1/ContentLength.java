package dev.weir.gateway.http1;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;

/// The number in a `Content-Length` field: digits and nothing else (RFC 9110 section 8.6).
public final class ContentLength {
  private static final int MOST_DIGITS = 18;

  private ContentLength() {}

  /// The one number in the one line, or -1 where there is anything else.
  public static long strict(Fields fields) {
    int index = fields.find(FieldName.CONTENT_LENGTH, 0);
    return index >= 0 && fields.find(FieldName.CONTENT_LENGTH, index + 1) < 0
        ? number(fields.text(), fields.valueFrom(index), fields.valueTo(index))
        : -1;
  }

  /// The number that the fields give, or -1 where they give none: equal ones in a list or in
  /// several lines count as one, unequal ones as none.
  public static long mended(Fields fields) {
    long length = strict(fields);
    return length >= 0 ? length : ofList(fields.joined(FieldName.CONTENT_LENGTH));
  }

  /// Whether there is no such field, or one that everybody reads alike: one number in one line,
  /// without zeros before it, which some read as octal.
  public static boolean inOneForm(Fields fields) {
    int index = fields.find(FieldName.CONTENT_LENGTH, 0);
    return index < 0
        || (strict(fields) >= 0
            && (fields.text()[fields.valueFrom(index)] != '0'
                || fields.valueTo(index) - fields.valueFrom(index) == 1));
  }

  private static long ofList(String list) {
    long length = -1;
    for (String element : list.split(",", -1)) {
      byte[] digits = Ascii.bytes(element.trim());
      long next = number(digits, 0, digits.length);
      if (next < 0 || (length >= 0 && next != length)) {
        return -1;
      }
      length = next;
    }
    return length;
  }

  private static long number(byte[] text, int from, int to) {
    if (from == to || to - from > MOST_DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (!RequestParser.isDigit(text[i])) {
        return -1;
      }
      number = number * 10 + text[i] - '0';
    }
    return number;
  }
}
