package dev.weir.gateway.attempt;

import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.ServiceConfig.HostPolicy;
import dev.weir.gateway.http1.ContentLength;
import dev.weir.gateway.http2.HpackEncoder;
import dev.weir.gateway.identify.Identity;
import dev.weir.gateway.identify.TraceContext;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.HopByHop;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import java.util.Locale;

/// Writes a request head for an HTTP/2 origin: the same fields as [RequestWriter], without those
/// that tell where an HTTP/1 body ends.
final class Http2RequestWriter {
  private static final byte[] FOR = Ascii.bytes("x-forwarded-for");
  private static final byte[] HOST = Ascii.bytes("x-forwarded-host");
  private static final byte[] PROTO = Ascii.bytes("x-forwarded-proto");
  private static final byte[] FORWARDED = Ascii.bytes("forwarded");
  private static final byte[] CLIENT_CERT = Ascii.bytes("client-cert");
  private static final byte[] VIA = Ascii.bytes("via");
  private static final byte[] REQUEST_ID = Ascii.bytes("x-request-id");
  private static final byte[] TRACEPARENT = Ascii.bytes("traceparent");
  private static final byte[] MAX_FORWARDS = Ascii.bytes("max-forwards");
  private static final byte[] CONTENT_LENGTH = Ascii.bytes("content-length");
  private static final byte[] TE = Ascii.bytes("te");

  private Http2RequestWriter() {}

  static void write(HpackEncoder out, OriginRequest request, Origin origin, HostPolicy policy) {
    RequestHead head = request.head();
    Fields fields = head.fields();
    Identity identity = request.identity();
    boolean own = policy == HostPolicy.ORIGIN || head.authority().isEmpty();
    boolean upgrades = !head.upgrade().isEmpty();
    out.method(upgrades ? Method.CONNECT : head.method())
        .scheme(origin.tls() ? "https" : "http")
        .authority(own ? origin.authority() : head.authority())
        .path(fields.text(), head.pathFrom(), head.targetTo());
    if (upgrades) {
      out.protocol(head.upgrade());
    }
    out.fields(fields, RequestWriter.dropped(request), HopByHop.nominated(fields));
    out.field(FOR, identity.forwardedFor());
    if (!identity.host().isEmpty()) {
      out.field(HOST, identity.host());
    }
    out.field(PROTO, identity.scheme()).field(FORWARDED, identity.forwarded());
    if (!identity.certificate().isEmpty()) {
      out.field(CLIENT_CERT, identity.certificate());
    }
    out.field(VIA, head.version() + " " + Ascii.text(request.via(), 0, request.via().length));
    out.field(REQUEST_ID, identity.requestId());
    out.field(TRACEPARENT, traceparent(identity.trace()));
    if (request.hops() >= 0) {
      out.field(MAX_FORWARDS, Integer.toString(request.hops()));
    }
    if (!upgrades && !ContentLength.inOneForm(fields)) {
      out.field(CONTENT_LENGTH, Long.toString(request.bodyLength()));
    }
    if (takesTrailers(fields)) {
      out.field(TE, "trailers");
    }
  }

  // The only thing that TE may say in HTTP/2 (RFC 9113 section 8.2.2), and gRPC insists on it.
  private static boolean takesTrailers(Fields fields) {
    return fields.has(FieldName.TE)
        && fields.joined(FieldName.TE).toLowerCase(Locale.ROOT).contains("trailers");
  }

  private static byte[] traceparent(TraceContext trace) {
    byte[] text = new byte[55];
    text[0] = '0';
    text[1] = '0';
    text[2] = '-';
    System.arraycopy(trace.traceId(), 0, text, 3, 32);
    text[35] = '-';
    System.arraycopy(trace.spanId(), 0, text, 36, 16);
    text[52] = '-';
    System.arraycopy(trace.flags(), 0, text, 53, 2);
    return text;
  }
}
