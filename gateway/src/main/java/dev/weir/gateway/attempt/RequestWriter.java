package dev.weir.gateway.attempt;

import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.ServiceConfig.HostPolicy;
import dev.weir.gateway.http1.ContentLength;
import dev.weir.gateway.http1.HeadWriter;
import dev.weir.gateway.identify.Identity;
import dev.weir.gateway.identify.TraceContext;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.HopByHop;
import dev.weir.gateway.message.RequestHead;

/// Writes a request head for an HTTP/1.1 origin: the client's fields in their order without those
/// of the hop, then the gateway's own.
final class RequestWriter {
  private static final long REPLACED =
      HopByHop.ALWAYS
          | FieldName.CLIENT_CERT.bit()
          | FieldName.CLIENT_CERT_CHAIN.bit()
          | FieldName.HOST.bit()
          | FieldName.X_FORWARDED_FOR.bit()
          | FieldName.X_FORWARDED_HOST.bit()
          | FieldName.X_FORWARDED_PROTO.bit()
          | FieldName.FORWARDED.bit()
          | FieldName.X_REQUEST_ID.bit()
          | FieldName.TRACEPARENT.bit();

  private static final byte[] VERSION_AND_HOST = Ascii.bytes(" HTTP/1.1\r\nHost: ");
  private static final byte[] FOR = Ascii.bytes("X-Forwarded-For: ");
  private static final byte[] HOST = Ascii.bytes("X-Forwarded-Host: ");
  private static final byte[] PROTO = Ascii.bytes("X-Forwarded-Proto: ");
  private static final byte[] FORWARDED = Ascii.bytes("Forwarded: ");
  private static final byte[] CLIENT_CERT = Ascii.bytes("Client-Cert: ");
  private static final byte[] VIA = Ascii.bytes("Via: ");
  private static final byte[] REQUEST_ID = Ascii.bytes("X-Request-Id: ");
  private static final byte[] TRACEPARENT = Ascii.bytes("traceparent: 00-");
  private static final byte[] MAX_FORWARDS = Ascii.bytes("Max-Forwards: ");
  private static final byte[] CONTENT_LENGTH = Ascii.bytes("Content-Length: ");
  private static final byte[] UPGRADE =
      Ascii.bytes("Connection: Upgrade\r\nUpgrade: websocket\r\n");
  private static final byte[] KEY = Ascii.bytes("Sec-WebSocket-Key: ");
  private static final byte[] CHUNKED = Ascii.bytes("Transfer-Encoding: chunked\r\n");

  private RequestWriter() {}

  /// @param webSocketKey for a WebSocket; the empty string for none
  static void write(
      HeadWriter out,
      OriginRequest request,
      Origin origin,
      HostPolicy policy,
      String webSocketKey) {
    RequestHead head = request.head();
    Identity identity = request.identity();
    out.text(head.method().token()).raw((byte) ' ');
    out.raw(head.fields().text(), head.pathFrom(), head.targetTo());
    boolean own = policy == HostPolicy.ORIGIN || head.authority().isEmpty();
    out.field(VERSION_AND_HOST, own ? origin.authority() : head.authority());
    out.fields(head.fields(), dropped(request), HopByHop.nominated(head.fields()));
    out.field(FOR, identity.forwardedFor());
    if (!identity.host().isEmpty()) {
      out.field(HOST, identity.host());
    }
    out.field(PROTO, identity.scheme());
    out.field(FORWARDED, identity.forwarded());
    if (!identity.certificate().isEmpty()) {
      out.field(CLIENT_CERT, identity.certificate());
    }
    out.raw(VIA).text(head.version()).raw((byte) ' ').raw(request.via()).line();
    out.field(REQUEST_ID, identity.requestId());
    TraceContext trace = identity.trace();
    out.raw(TRACEPARENT).raw(trace.traceId()).raw((byte) '-').raw(trace.spanId());
    out.raw((byte) '-').raw(trace.flags()).line();
    if (request.hops() >= 0) {
      out.field(MAX_FORWARDS, Integer.toString(request.hops()));
    }
    if (head.upgrade().isEmpty() && !ContentLength.inOneForm(head.fields())) {
      out.field(CONTENT_LENGTH, Long.toString(request.bodyLength()));
    }
    if (!head.upgrade().isEmpty()) {
      out.raw(UPGRADE);
    } else if (request.bodyLength() < 0) {
      out.raw(CHUNKED);
    }
    if (!webSocketKey.isEmpty()) {
      out.field(KEY, webSocketKey);
    }
    out.line();
  }

  static long dropped(OriginRequest request) {
    long dropped = REPLACED;
    if (!request.identity().trace().continued()) {
      dropped |= FieldName.TRACESTATE.bit();
    }
    if (request.hops() >= 0) {
      dropped |= FieldName.MAX_FORWARDS.bit();
    }
    if (!request.head().expectsContinue() || request.bodyLength() == 0) {
      dropped |= FieldName.EXPECT.bit();
    }
    if (!ContentLength.inOneForm(request.head().fields())) {
      dropped |= FieldName.CONTENT_LENGTH.bit();
    }
    if (!request.head().upgrade().isEmpty()) {
      dropped |= FieldName.SEC_WEBSOCKET_KEY.bit() | FieldName.CONTENT_LENGTH.bit();
    }
    return dropped;
  }
}
