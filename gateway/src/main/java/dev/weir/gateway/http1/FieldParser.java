package dev.weir.gateway.http1;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import java.util.function.Function;

/// Reads field lines (RFC 9112 section 5). What a request may not do is an error here; what a
/// response does wrong in a way that the standard lets a proxy mend, is mended.
final class FieldParser {
  private final byte[] bytes;
  private final int end;
  private final boolean mend;
  private final Function<String, FailureException> malformed;

  /// @param end behind the last line that counts, where the empty line begins
  /// @param mend whether obsolete folding and white space before the colon are mended (responses)
  FieldParser(byte[] bytes, int end, boolean mend, Function<String, FailureException> malformed) {
    this.bytes = bytes;
    this.end = end;
    this.mend = mend;
    this.malformed = malformed;
  }

  /// Adds every field from `at` on.
  void parseInto(Fields fields, int at) throws FailureException {
    int line = at;
    while (line < end) {
      line = field(fields, line);
    }
  }

  private int field(Fields fields, int from) throws FailureException {
    int nameTo = from;
    while (Ascii.isToken(bytes[nameTo])) {
      nameTo++;
    }
    int colon = mend ? skipSpace(nameTo) : nameTo;
    if (nameTo == from || bytes[colon] != ':') {
      throw malformed.apply("no field name before a colon at byte " + from + " of the head");
    }
    int lineEnd = endOfLine(colon + 1);
    int valueFrom = skipSpace(colon + 1);
    int valueTo = lineEnd;
    while (valueTo > valueFrom && isSpace(bytes[valueTo - 1])) {
      valueTo--;
    }
    fields.addRange(from, nameTo, valueFrom, Math.max(valueFrom, valueTo));
    return lineEnd + 2;
  }

  // The end of the field's last line. A folded line is joined by spaces, as RFC 9112 section 5.2
  // has it.
  private int endOfLine(int from) throws FailureException {
    int i = from;
    while (true) {
      byte b = bytes[i];
      if (Ascii.isControl(b)) {
        if (b != '\r') {
          throw malformed.apply("control character " + b + " in a field at byte " + i);
        }
        if (bytes[i + 1] != '\n') {
          throw malformed.apply("a bare CR in a field at byte " + i);
        }
        if (i + 2 >= end || !isSpace(bytes[i + 2])) {
          return i;
        }
        if (!mend) {
          throw malformed.apply("obsolete line folding at byte " + i);
        }
        bytes[i] = ' ';
        bytes[i + 1] = ' ';
      }
      i++;
    }
  }

  private int skipSpace(int from) {
    int i = from;
    while (isSpace(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }
}
