package dev.weir.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.status.Failure;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One JSON object a line (RFC 8259), flat but for the attempts. Fields have the names and meanings
/// of the OpenTelemetry semantic conventions where those have one, `weir.` before the rest; what is
/// not there is left out. Times are seconds with microseconds, `timestamp` is RFC 3339 in UTC.
///
/// What callers and origins sent is expected as bytes decoded as ISO 8859-1, so with no character
/// beyond U+00FF; of one that is there nevertheless, the lower half may be all that is written.
///
/// | field | meaning |
/// |---|---|
/// | `timestamp`, `duration` | [Exchange#start], [Exchange#duration] |
/// | `http.request.method` | `_OTHER` for a method outside RFC 9110 and 5789, then `http.request.method_original` has it |
/// | `url.scheme`, `url.path`, `url.query` | as sent; values of secret parameters are `REDACTED` |
/// | `server.address`, `server.port` | what the request was for |
/// | `client.address`, `network.protocol.version`, `user_agent.original`, `http.request.header.referer` | of the client |
/// | `http.response.status_code`, `http.request.body.size`, `http.response.body.size` | bytes |
/// | `error.type` | the cause's code, or the status of an origin's own 5xx |
/// | `trace_id`, `span_id` | W3C |
/// | `weir.request_id`, `weir.client_request_id` | the id to quote; the client's own |
/// | `weir.route`, `weir.service` | names from the configuration; not `http.route`, which is a path pattern |
/// | `weir.answered_by` | `origin`, `gateway`, `nobody` |
/// | `weir.cause`, `weir.side`, `weir.sent`, `weir.retry_after`, `weir.evidence` | of the failure |
/// | `weir.true_status` | [Exchange#trueStatus], only where the client received another |
/// | `weir.wrapped`, `weir.truncated` | only where true |
/// | `weir.websocket.close_code`, `weir.websocket.closed_by` | who closed first: `client`, `origin`, `gateway`, and its code |
/// | `weir.websocket.client_messages`, `weir.websocket.origin_messages` | messages that each sent |
/// | `weir.attempts` | `origin`, `reused`, `status`, `cause`, `connect`, `first_byte`, `total` of each |
public final class JsonLines implements LineFormat {
  private static final Set<String> KNOWN_METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private static final byte[] TIMESTAMP = ascii("{\"timestamp\":\"");
  private static final byte[] DURATION = ascii("Z\",\"duration\":");
  private static final byte[] REQUEST_ID = text("weir.request_id");
  private static final byte[] CLIENT_REQUEST_ID = text("weir.client_request_id");
  private static final byte[] TRACE_ID = text("trace_id");
  private static final byte[] SPAN_ID = text("span_id");
  private static final byte[] CLIENT_ADDRESS = text("client.address");
  private static final byte[] OTHER_METHOD =
      ascii(",\"http.request.method\":\"_OTHER\",\"http.request.method_original\":\"");
  private static final byte[] METHOD = text("http.request.method");
  private static final byte[] SCHEME = text("url.scheme");
  private static final byte[] SERVER_ADDRESS = text("server.address");
  private static final byte[] SERVER_PORT = value("server.port");
  private static final byte[] PATH = text("url.path");
  private static final byte[] QUERY = text("url.query");
  private static final byte[] PROTOCOL = text("network.protocol.version");
  private static final byte[] USER_AGENT = text("user_agent.original");
  private static final byte[] REFERER = ascii(",\"http.request.header.referer\":[\"");
  private static final byte[] ROUTE = text("weir.route");
  private static final byte[] SERVICE = text("weir.service");
  private static final byte[] STATUS = value("http.response.status_code");
  private static final byte[] REQUEST_SIZE = value("http.request.body.size");
  private static final byte[] RESPONSE_SIZE = value("http.response.body.size");
  private static final byte[][] ANSWERED_BY = answeredBy();
  private static final byte[] ERROR_TYPE = text("error.type");
  private static final byte[] CAUSE = text("weir.cause");
  private static final byte[] SIDE = text("weir.side");
  private static final byte[] SENT = text("weir.sent");
  private static final byte[] RETRY_AFTER = value("weir.retry_after");
  private static final byte[] EVIDENCE = text("weir.evidence");
  private static final byte[] TRUE_STATUS = value("weir.true_status");
  private static final byte[] WRAPPED = ascii(",\"weir.wrapped\":true");
  private static final byte[] TRUNCATED = ascii(",\"weir.truncated\":true");
  private static final byte[] CLOSE_CODE = value("weir.websocket.close_code");
  private static final byte[] CLOSED_BY = text("weir.websocket.closed_by");
  private static final byte[] CLIENT_MESSAGES = value("weir.websocket.client_messages");
  private static final byte[] ORIGIN_MESSAGES = value("weir.websocket.origin_messages");
  private static final byte[] ATTEMPTS = ascii(",\"weir.attempts\":[{\"origin\":\"");
  private static final byte[] NEXT_ATTEMPT = ascii("},{\"origin\":\"");
  private static final byte[] REUSED = ascii("\",\"reused\":true");
  private static final byte[] FRESH = ascii("\",\"reused\":false");
  private static final byte[] ATTEMPT_STATUS = value("status");
  private static final byte[] ATTEMPT_CAUSE = text("cause");
  private static final byte[] CONNECT = value("connect");
  private static final byte[] FIRST_BYTE = value("first_byte");
  private static final byte[] TOTAL = value("total");
  private static final byte[] ATTEMPTS_END = ascii("}]");
  private static final byte[] END = ascii("}\n");

  private final SecondStamp stamp =
      new SecondStamp(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT));

  @Override
  public void write(Exchange exchange, LineBuffer into) {
    into.put(TIMESTAMP);
    stamp.write(exchange.start(), into);
    into.putMicros(exchange.start().getNano());
    into.put(DURATION);
    into.putSeconds(exchange.duration());
    writeIds(exchange, into);
    writeRequest(exchange, into);
    writeAnswer(exchange, into);
    writeError(exchange, into);
    exchange.webSocket().ifPresent(traffic -> writeWebSocket(traffic, into));
    writeAttempts(exchange.attempts(), into);
    into.put(END);
  }

  private static void writeIds(Exchange exchange, LineBuffer into) {
    writeText(REQUEST_ID, exchange.requestId(), into);
    writeText(CLIENT_REQUEST_ID, exchange.clientRequestId(), into);
    writeText(TRACE_ID, exchange.traceId(), into);
    writeText(SPAN_ID, exchange.spanId(), into);
  }

  private static void writeRequest(Exchange exchange, LineBuffer into) {
    writeText(CLIENT_ADDRESS, exchange.clientAddress(), into);
    String method = exchange.method();
    writeText(KNOWN_METHODS.contains(method) ? METHOD : OTHER_METHOD, method, into);
    writeText(SCHEME, exchange.scheme(), into);
    writeServer(exchange.authority(), into);
    writeText(PATH, exchange.path(), into);
    writeText(QUERY, Secrets.redactQuery(exchange.query()), into);
    writeText(PROTOCOL, exchange.protocol(), into);
    writeText(USER_AGENT, exchange.userAgent(), into);
    if (!exchange.referer().isEmpty()) {
      writeText(REFERER, Secrets.redactUrl(exchange.referer()), into);
      into.put(']');
    }
  }

  /// An authority that ends in no port is all address: what is hostile in it is not taken apart.
  private static void writeServer(String authority, LineBuffer into) {
    int colon = authority.lastIndexOf(':');
    if (colon <= 0 || !isPort(authority, colon + 1)) {
      writeText(SERVER_ADDRESS, authority, into);
      return;
    }
    writeText(SERVER_ADDRESS, authority.substring(0, colon), into);
    into.put(SERVER_PORT);
    into.putNumber(Integer.parseInt(authority, colon + 1, authority.length(), 10));
  }

  private static boolean isPort(String authority, int from) {
    int digits = authority.length() - from;
    for (int i = from; i < authority.length(); i++) {
      if (authority.charAt(i) < '0' || authority.charAt(i) > '9') {
        return false;
      }
    }
    return digits >= 1 && digits <= 5;
  }

  private static void writeAnswer(Exchange exchange, LineBuffer into) {
    writeName(ROUTE, exchange.route(), into);
    writeName(SERVICE, exchange.service(), into);
    into.put(STATUS);
    into.putNumber(exchange.status());
    into.put(REQUEST_SIZE);
    into.putNumber(exchange.requestBytes());
    into.put(RESPONSE_SIZE);
    into.putNumber(exchange.responseBytes());
    into.put(ANSWERED_BY[exchange.answeredBy().ordinal()]);
    if (exchange.trueStatus() != exchange.status()) {
      into.put(TRUE_STATUS);
      into.putNumber(exchange.trueStatus());
    }
    if (exchange.wrapped()) {
      into.put(WRAPPED);
    }
    if (exchange.truncated()) {
      into.put(TRUNCATED);
    }
  }

  private static void writeError(Exchange exchange, LineBuffer into) {
    if (exchange.failure().isPresent()) {
      writeFailure(exchange.failure().get(), into);
    } else if (exchange.trueStatus() >= 500) {
      writeText(ERROR_TYPE, Integer.toString(exchange.trueStatus()), into);
    }
  }

  private static void writeFailure(Failure failure, LineBuffer into) {
    writeText(ERROR_TYPE, failure.cause().code(), into);
    writeText(CAUSE, failure.cause().code(), into);
    writeText(SIDE, failure.side().name().toLowerCase(Locale.ROOT), into);
    writeText(SENT, failure.sent().code(), into);
    failure
        .retryAfter()
        .ifPresent(delay -> {
          into.put(RETRY_AFTER);
          into.putSeconds(delay);
        });
    writeName(EVIDENCE, failure.evidence(), into);
  }

  private static void writeWebSocket(WebSocketTraffic traffic, LineBuffer into) {
    into.put(CLOSE_CODE);
    into.putNumber(traffic.closeCode());
    writeText(CLOSED_BY, traffic.closedBy().name().toLowerCase(Locale.ROOT), into);
    into.put(CLIENT_MESSAGES);
    into.putNumber(traffic.clientMessages());
    into.put(ORIGIN_MESSAGES);
    into.putNumber(traffic.originMessages());
  }

  private static void writeAttempts(List<Attempt> attempts, LineBuffer into) {
    for (int i = 0; i < attempts.size(); i++) {
      into.put(i == 0 ? ATTEMPTS : NEXT_ATTEMPT);
      writeAttempt(attempts.get(i), into);
    }
    if (!attempts.isEmpty()) {
      into.put(ATTEMPTS_END);
    }
  }

  private static void writeAttempt(Attempt attempt, LineBuffer into) {
    JsonText.write(attempt.origin(), into);
    into.put(attempt.reused() ? REUSED : FRESH);
    if (attempt.status() != 0) {
      into.put(ATTEMPT_STATUS);
      into.putNumber(attempt.status());
    }
    if (attempt.cause().isPresent()) {
      writeText(ATTEMPT_CAUSE, attempt.cause().get().code(), into);
    }
    if (!attempt.connect().isZero()) {
      into.put(CONNECT);
      into.putSeconds(attempt.connect());
    }
    if (!attempt.firstByte().isZero()) {
      into.put(FIRST_BYTE);
      into.putSeconds(attempt.firstByte());
    }
    into.put(TOTAL);
    into.putSeconds(attempt.total());
  }

  /// What came over the wire, a character for each byte.
  private static void writeText(byte[] key, String text, LineBuffer into) {
    if (!text.isEmpty()) {
      into.put(key);
      JsonText.writeWire(text, into);
      into.put('"');
    }
  }

  /// What did not, and may be in any script.
  private static void writeName(byte[] key, String text, LineBuffer into) {
    if (!text.isEmpty()) {
      into.put(key);
      JsonText.write(text, into);
      into.put('"');
    }
  }

  private static byte[][] answeredBy() {
    byte[][] members = new byte[AnsweredBy.values().length][];
    for (AnsweredBy who : AnsweredBy.values()) {
      members[who.ordinal()] =
          ascii(",\"weir.answered_by\":\"" + who.name().toLowerCase(Locale.ROOT) + "\"");
    }
    return members;
  }

  private static byte[] text(String name) {
    return ascii(",\"" + name + "\":\"");
  }

  private static byte[] value(String name) {
    return ascii(",\"" + name + "\":");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
