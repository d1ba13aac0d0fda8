package dev.weir.gateway.http2;

import dev.weir.gateway.http1.ContentLength;
import dev.weir.gateway.http1.RequestParser;
import dev.weir.gateway.http1.ResponseParser;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.ResponseHead;

/// The length that a message says its body has. HTTP/2 ends a body by itself; a length that does
/// not match it makes the message malformed all the same (RFC 9113 section 8.1.1), since whoever
/// passes it on in HTTP/1 would tell the next one where to cut.
public final class DeclaredLength {
  /// What stands for no length.
  public static final long NONE = -1;

  private DeclaredLength() {}

  /// That of a request, or [#NONE].
  public static long ofRequest(Fields fields) throws FailureException {
    if (!fields.has(FieldName.CONTENT_LENGTH)) {
      return NONE;
    }
    long length = ContentLength.strict(fields);
    if (length < 0) {
      throw RequestParser.malformed(RequestParser.noLength(fields));
    }
    return length;
  }

  /// That of a response, or [#NONE]; 0 where there is no body whatever its fields say (RFC 9110
  /// section 6.4.1).
  ///
  /// @param method of the request that it answers
  public static long ofResponse(ResponseHead head, Method method) throws FailureException {
    int status = head.status();
    if (method == Method.HEAD || head.interim() || status == 204 || status == 304) {
      return 0;
    }
    if (!head.fields().has(FieldName.CONTENT_LENGTH)) {
      return NONE;
    }
    long length = ContentLength.mended(head.fields());
    if (length < 0) {
      throw ResponseParser.malformed(RequestParser.noLength(head.fields()));
    }
    return length;
  }
}
