package dev.weir.gateway.http1;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.status.Cause;
import dev.weir.status.Failure;

/// Reads a response head; what is wrong with it becomes a 502 that says exactly what.
public final class ResponseParser {
  private static final byte[] HTTP_1 = Ascii.bytes("HTTP/1.");

  private final LimitsConfig limits;

  public ResponseParser(LimitsConfig limits) {
    this.limits = limits;
  }

  /// A 502 for an answer that is not valid HTTP.
  public static FailureException malformed(String evidence) {
    return new FailureException(Cause.HTTP_PROTOCOL_ERROR, evidence);
  }

  /// The head in these bytes, which end with the empty line.
  public ResponseHead parse(byte[] head) throws FailureException {
    if (head.length < 15 || !startsAsHttp(head) || !Ascii.isTarget(head[7]) || head[8] != ' ') {
      throw malformed("the answer does not begin with an HTTP/1 status line");
    }
    int status = status(head);
    int lineEnd = 12;
    while (head[lineEnd] != '\r') {
      lineEnd++;
    }
    if (head[lineEnd + 1] != '\n' || (lineEnd > 12 && head[12] != ' ')) {
      throw malformed("the status line is malformed");
    }
    Fields fields = new Fields(head, head.length);
    new FieldParser(head, head.length - 2, true, ResponseParser::malformed)
        .parseInto(fields, lineEnd + 2);
    checkFieldSizes(fields, limits);
    return new ResponseHead(
        status, Reason.of(status, head, Math.min(13, lineEnd), lineEnd), fields);
  }

  /// Looks at the beginning of a head that is not whole: what does not begin as HTTP never will be.
  /// A single CR may be half an empty line before it.
  public static void checkBeginning(byte[] begun) throws FailureException {
    if (begun.length == 1 && begun[0] == '\r') {
      return;
    }
    for (int i = 0; i < Math.min(begun.length, HTTP_1.length); i++) {
      if (begun[i] != HTTP_1[i]) {
        throw malformed("the answer does not begin with an HTTP/1 status line");
      }
    }
  }

  /// Whether these bytes say HTTP/1.0, whose connections end with the answer unless told otherwise.
  public static boolean isHttp10(byte[] head) {
    return head[7] == '0';
  }

  /// Where the answer's body ends (RFC 9112 section 6.3).
  public static Framing framing(ResponseHead head, Method method, boolean http10)
      throws FailureException {
    int status = head.status();
    if (method == Method.HEAD || head.interim() || status == 204 || status == 304) {
      return Framing.NONE;
    }
    Fields fields = head.fields();
    if (fields.has(FieldName.TRANSFER_ENCODING)) {
      String coding = fields.joined(FieldName.TRANSFER_ENCODING);
      if (http10 || !coding.equalsIgnoreCase("chunked")) {
        throw new FailureException(
            Failure.of(
                    Cause.HTTP_RESPONSE_TRANSFER_CODING,
                    "Transfer-Encoding: " + coding + (http10 ? " in HTTP/1.0" : ""))
                .with("coding", coding));
      }
      return Framing.CHUNKED;
    }
    if (fields.has(FieldName.CONTENT_LENGTH)) {
      long length = ContentLength.mended(fields);
      if (length < 0) {
        throw malformed(RequestParser.noLength(fields));
      }
      return Framing.length(length);
    }
    return Framing.UNTIL_CLOSE;
  }

  private static boolean startsAsHttp(byte[] head) {
    return RequestParser.startsWith(head, 0, HTTP_1) && RequestParser.isDigit(head[7]);
  }

  private static int status(byte[] head) throws FailureException {
    int status = 0;
    for (int i = 9; i < 12; i++) {
      if (!RequestParser.isDigit(head[i])) {
        throw malformed("the status code is not three digits");
      }
      status = status * 10 + head[i] - '0';
    }
    if (status < 100) {
      throw malformed("status code " + status + " (expected: 100 to 999)");
    }
    return status;
  }

  /// Looks for a field that is larger than one may be.
  public static void checkFieldSizes(Fields fields, LimitsConfig limits) throws FailureException {
    long most = limits.responseField().bytes();
    for (int i = 0; i < fields.size(); i++) {
      int size = fields.valueTo(i) - fields.nameFrom(i);
      if (size > most) {
        throw new FailureException(
            Failure.of(
                    Cause.HTTP_RESPONSE_HEADER_SIZE,
                    fields.nameText(i) + ": " + size + " bytes (expected: at most " + most + ")")
                .with("header-name", fields.nameText(i))
                .with("header-size", Integer.toString(size)));
      }
    }
  }
}
