package dev.weir.gateway.edge;

import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.http1.ContentLength;
import dev.weir.gateway.http2.HpackEncoder;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.HopByHop;
import dev.weir.gateway.message.ResponseHead;

/// Writes response heads for an HTTP/2 client: the same fields as [ResponseWriter], without those
/// that tell where an HTTP/1 body ends.
final class Http2ResponseWriter {
  private static final int OK = 200;
  private static final byte[] REQUEST_ID = Ascii.bytes("x-request-id");
  private static final byte[] DATE = Ascii.bytes("date");
  private static final byte[] CONTENT_LENGTH = Ascii.bytes("content-length");

  private Http2ResponseWriter() {}

  static void interim(HpackEncoder out, ResponseHead head) {
    out.status(head.status())
        .fields(head.fields(), FieldName.CONTENT_LENGTH.bit(), HopByHop.nominated(head.fields()));
  }

  /// The 200 that makes a WebSocket of a stream (RFC 8441 section 5): what the origin's 101 says,
  /// but for the proof, which HTTP/2 does not need.
  static void upgrade(HpackEncoder out, ResponseHead head, byte[] requestId) {
    long dropped =
        ResponseWriter.REPLACED
            | FieldName.CONTENT_LENGTH.bit()
            | FieldName.SEC_WEBSOCKET_ACCEPT.bit();
    out.status(OK).fields(head.fields(), dropped, HopByHop.nominated(head.fields()));
    out.field(REQUEST_ID, requestId);
  }

  /// @param length of the body, -1 if only its end will tell
  static void relayed(
      HpackEncoder out, ResponseHead head, long length, byte[] requestId, byte[] date) {
    Fields fields = head.fields();
    boolean noLength = length < 0 || head.status() == 204;
    boolean odd = !noLength && !ContentLength.inOneForm(fields);
    long dropped = ResponseWriter.REPLACED | (noLength || odd ? FieldName.CONTENT_LENGTH.bit() : 0);
    out.status(head.status()).fields(fields, dropped, HopByHop.nominated(fields));
    if (odd && ContentLength.mended(fields) >= 0) {
      out.field(CONTENT_LENGTH, Long.toString(ContentLength.mended(fields)));
    }
    if (!fields.has(FieldName.DATE)) {
      out.field(DATE, date);
    }
    out.field(REQUEST_ID, requestId);
  }

  /// @param kept fields of the origin's answer that stay
  static void own(
      HpackEncoder out, GatewayAnswer answer, Fields kept, byte[] requestId, byte[] date) {
    out.status(answer.status())
        .fields(kept, ResponseWriter.OF_ANOTHER_BODY, ResponseWriter.replaced(answer, kept));
    answer.fields().forEach(field -> out.field(Ascii.bytes(field.name()), field.value()));
    out.field(DATE, date).field(REQUEST_ID, requestId);
    if (answer.status() != 204) {
      out.field(CONTENT_LENGTH, Integer.toString(answer.body().length));
    }
  }
}
