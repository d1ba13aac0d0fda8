package dev.weir.gateway.edge;

import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.http1.ContentLength;
import dev.weir.gateway.http1.HeadWriter;
import dev.weir.gateway.http1.Reason;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.HopByHop;
import dev.weir.gateway.message.ResponseHead;
import java.util.HashSet;
import java.util.Set;

/// Writes response heads for an HTTP/1 client: the origin's fields in their order without those of
/// the hop, then the gateway's own.
final class ResponseWriter {
  static final long REPLACED = HopByHop.ALWAYS | FieldName.X_REQUEST_ID.bit();

  // Of an origin's answer whose body is replaced: what described that body.
  private static final long OF_THE_BODY =
      FieldName.CONTENT_TYPE.bit()
          | FieldName.CONTENT_LENGTH.bit()
          | FieldName.CONTENT_ENCODING.bit()
          | FieldName.CONTENT_LANGUAGE.bit()
          | FieldName.CONTENT_LOCATION.bit()
          | FieldName.CONTENT_RANGE.bit()
          | FieldName.ETAG.bit()
          | FieldName.LAST_MODIFIED.bit()
          | FieldName.TRAILER.bit();

  /// What does not stay of an answer whose body is replaced.
  static final long OF_ANOTHER_BODY = REPLACED | OF_THE_BODY | FieldName.DATE.bit();

  private static final byte[] VERSION = Ascii.bytes("HTTP/1.1 ");
  private static final byte[] REQUEST_ID = Ascii.bytes("x-request-id: ");
  private static final byte[] DATE = Ascii.bytes("date: ");
  private static final byte[] CONTENT_LENGTH = Ascii.bytes("content-length: ");
  private static final byte[] CHUNKED = Ascii.bytes("transfer-encoding: chunked\r\n");
  private static final byte[] UPGRADE =
      Ascii.bytes("connection: Upgrade\r\nupgrade: websocket\r\n");
  private static final byte[] ACCEPT = Ascii.bytes("sec-websocket-accept: ");
  private static final byte[] CLOSE = Ascii.bytes("connection: close\r\n");

  private ResponseWriter() {}

  static void interim(HeadWriter out, ResponseHead head) {
    status(out, head.status(), head.reason());
    long dropped = HopByHop.ALWAYS | FieldName.CONTENT_LENGTH.bit();
    out.fields(head.fields(), dropped, HopByHop.nominated(head.fields())).line();
  }

  /// The 101 that makes a WebSocket of the connection.
  ///
  /// @param accept what answers this client's key, whoever the origin answered
  static void upgrade(HeadWriter out, ResponseHead head, String accept, byte[] requestId) {
    status(out, head.status(), Reason.of(head.status()));
    long dropped = REPLACED | FieldName.CONTENT_LENGTH.bit() | FieldName.SEC_WEBSOCKET_ACCEPT.bit();
    out.fields(head.fields(), dropped, HopByHop.nominated(head.fields()));
    out.raw(UPGRADE).field(ACCEPT, accept).field(REQUEST_ID, requestId).line();
  }

  /// @param framing how the body's end is told
  static void relayed(
      HeadWriter out,
      ResponseHead head,
      AnswerFraming framing,
      byte[] requestId,
      byte[] date,
      boolean close) {
    Fields fields = head.fields();
    status(out, head.status(), head.reason());
    boolean noLength = framing != AnswerFraming.AS_GIVEN || head.status() == 204;
    boolean odd = !noLength && !ContentLength.inOneForm(fields);
    long dropped = noLength || odd ? REPLACED | FieldName.CONTENT_LENGTH.bit() : REPLACED;
    out.fields(fields, dropped, HopByHop.nominated(fields));
    if (odd && ContentLength.mended(fields) >= 0) {
      out.field(CONTENT_LENGTH, Long.toString(ContentLength.mended(fields)));
    }
    if (!fields.has(FieldName.DATE)) {
      out.field(DATE, date);
    }
    out.field(REQUEST_ID, requestId);
    if (framing == AnswerFraming.CHUNKED) {
      out.raw(CHUNKED);
    }
    end(out, close);
  }

  static void own(
      HeadWriter out,
      GatewayAnswer answer,
      Fields kept,
      byte[] requestId,
      byte[] date,
      boolean close) {
    status(out, answer.status(), Reason.of(answer.status()));
    out.fields(kept, OF_ANOTHER_BODY, replaced(answer, kept));
    for (GatewayAnswer.Field field : answer.fields()) {
      out.text(field.name()).raw((byte) ':').raw((byte) ' ').text(field.value()).line();
    }
    out.field(DATE, date);
    out.field(REQUEST_ID, requestId);
    if (answer.status() != 204) {
      out.field(CONTENT_LENGTH, Integer.toString(answer.body().length));
    }
    end(out, close);
  }

  static Set<String> replaced(GatewayAnswer answer, Fields kept) {
    if (kept.size() == 0) {
      return Set.of();
    }
    Set<String> names = new HashSet<>(HopByHop.nominated(kept));
    answer.fields().forEach(field -> names.add(field.name()));
    return names;
  }

  private static void status(HeadWriter out, int status, String reason) {
    out.raw(VERSION);
    out.raw((byte) ('0' + status / 100));
    out.raw((byte) ('0' + status / 10 % 10));
    out.raw((byte) ('0' + status % 10));
    out.raw((byte) ' ').text(reason).line();
  }

  private static void end(HeadWriter out, boolean close) {
    if (close) {
      out.raw(CLOSE);
    }
    out.line();
  }

  /// How a relayed body's end is told.
  enum AnswerFraming {
    /// By what the head says: its length, or that there is no body.
    AS_GIVEN,
    CHUNKED,
    /// By the end of the connection (HTTP/1.0).
    UNTIL_CLOSE
  }
}
