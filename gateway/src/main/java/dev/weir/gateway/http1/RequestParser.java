package dev.weir.gateway.http1;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.status.Cause;

/// Reads a request head strictly: what two parsers could understand in two ways is refused (RFC
/// 9112 sections 3, 5 and 6.3).
public final class RequestParser {
  private static final byte[] HTTP = Ascii.bytes("HTTP/");
  private static final String UNKNOWN_BELOW_CHUNKED =
      "(?i)((?!chunked[ \\t]*,)[\\w!#$%&'*+.^`|~-]+[ \\t]*,[ \\t]*)+chunked";

  private final LimitsConfig limits;

  public RequestParser(LimitsConfig limits) {
    this.limits = limits;
  }

  /// A 400 with this evidence.
  public static FailureException malformed(String evidence) {
    return new FailureException(Cause.HTTP_REQUEST_ERROR, evidence);
  }

  /// The head in these bytes, which end with the empty line.
  public RequestHead parse(byte[] head) throws FailureException {
    int methodTo = tokenEnd(head);
    int lineEnd = endOfRequestLine(head, methodTo);
    int targetFrom = methodTo + 1;
    int targetTo = targetEnd(head, targetFrom, lineEnd);
    String protocol = protocol(head, targetTo + 1, lineEnd);
    Method method = method(head, methodTo);
    Fields fields = new Fields(head, head.length);
    new FieldParser(head, head.length - 2, false, RequestParser::malformed)
        .parseInto(fields, lineEnd + 2);
    if (fields.size() > limits.requestFields()) {
      throw new FailureException(
          Cause.REQUEST_HEADER_TOO_LARGE,
          fields.size() + " fields (expected: at most " + limits.requestFields() + ")");
    }
    Disguise.check(fields);
    return new Target(head, targetFrom, targetTo).head(method, protocol, fields);
  }

  /// Where the request's body ends. Ambiguous framing is the way of request smuggling, so none of
  /// it passes: RFC 9112 section 6.1 lets a server refuse it.
  public static Framing framing(RequestHead head) throws FailureException {
    Fields fields = head.fields();
    if (fields.has(FieldName.TRANSFER_ENCODING)) {
      if (fields.has(FieldName.CONTENT_LENGTH)) {
        throw malformed("both Transfer-Encoding and Content-Length");
      }
      if (head.protocol().equals("1.0")) {
        throw malformed("Transfer-Encoding in an HTTP/1.0 request");
      }
      String coding = fields.joined(FieldName.TRANSFER_ENCODING);
      if (!coding.equalsIgnoreCase("chunked")) {
        throw notChunked(coding);
      }
      return Framing.CHUNKED;
    }
    if (fields.has(FieldName.CONTENT_LENGTH)) {
      long length = ContentLength.strict(fields);
      if (length < 0) {
        throw malformed(noLength(fields));
      }
      return Framing.length(length);
    }
    return Framing.NONE;
  }

  // Where chunked comes last the body has an end, and only the codings below it are unknown; where
  // it does not, nobody can tell where the body ends (RFC 9112 sections 6.1 and 6.3).
  private static FailureException notChunked(String coding) {
    String evidence = "Transfer-Encoding: " + coding + " (expected: chunked)";
    return coding.matches(UNKNOWN_BELOW_CHUNKED)
        ? new FailureException(Cause.TRANSFER_CODING_NOT_IMPLEMENTED, evidence)
        : malformed(evidence);
  }

  /// The evidence for a `Content-Length` that is no length.
  public static String noLength(Fields fields) {
    return "Content-Length: "
        + fields.joined(FieldName.CONTENT_LENGTH)
        + " (expected: one number of at most 18 digits)";
  }

  private static int tokenEnd(byte[] head) throws FailureException {
    int i = 0;
    while (Ascii.isToken(head[i])) {
      i++;
    }
    if (i == 0 || head[i] != ' ') {
      throw malformed("no method at the start of the request line");
    }
    return i;
  }

  private int endOfRequestLine(byte[] head, int from) throws FailureException {
    int i = from;
    while (head[i] != '\r') {
      i++;
    }
    if (head[i + 1] != '\n') {
      throw malformed("a bare CR in the request line");
    }
    return i;
  }

  private int targetEnd(byte[] head, int from, int lineEnd) throws FailureException {
    int i = from;
    while (i < lineEnd && Ascii.isTarget(head[i])) {
      i++;
    }
    if (i - from > limits.requestTarget().bytes()) {
      throw new FailureException(
          Cause.URI_TOO_LONG,
          (i - from) + " bytes (expected: at most " + limits.requestTarget().bytes() + ")");
    }
    if (i == from || i == lineEnd || head[i] != ' ') {
      throw malformed("no valid request target");
    }
    return i;
  }

  private static String protocol(byte[] head, int from, int lineEnd) throws FailureException {
    boolean http = lineEnd - from == 8 && startsWith(head, from, HTTP) && head[from + 6] == '.';
    if (!http || !isDigit(head[from + 5]) || !isDigit(head[from + 7])) {
      throw malformed("the request line does not end in an HTTP version");
    }
    if (head[from + 5] != '1') {
      throw new FailureException(
          Cause.HTTP_VERSION_NOT_SUPPORTED, "version " + Ascii.text(head, from + 5, lineEnd));
    }
    return head[from + 7] == '0' ? "1.0" : "1.1";
  }

  private static Method method(byte[] head, int to) throws FailureException {
    if (to == 3 && head[0] == 'G' && head[1] == 'E' && head[2] == 'T') {
      return Method.GET;
    }
    String token = Ascii.text(head, 0, to);
    return Method.of(token)
        .orElseThrow(() -> new FailureException(Cause.METHOD_NOT_IMPLEMENTED, "method " + token));
  }

  static boolean startsWith(byte[] bytes, int from, byte[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[from + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
