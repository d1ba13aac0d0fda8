package dev.weir.status;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Why an exchange failed: the closed list.
///
/// One row fixes everything that follows from the cause alone: the status code, the error type for
/// `Proxy-Status` (RFC 9209), the problem type and code (RFC 9457), who has to act, whether it must
/// be said if the request was processed, and where `Retry-After` comes from. Titles and advice are
/// in the resource bundles under the row's [#code]. A test reproduces each row with a real fault.
public enum Cause {
  // spotless:off one row a cause
  // RFC 9209 section 2.3, in its order.
  /// The name server did not answer in time (section 2.3.1).
  DNS_TIMEOUT(504, "dns_timeout", Side.NETWORK, Retry.YES, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The name server answered with an error, such as an unknown name (2.3.2).
  DNS_ERROR(502, "dns_error", Side.NETWORK, Retry.YES, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// There is no address to send the request to: the name has none (2.3.3).
  DESTINATION_NOT_FOUND(500, "destination_not_found", Side.GATEWAY, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The gateway holds the origin to be unavailable and did not try it (2.3.4).
  DESTINATION_UNAVAILABLE(503, "destination_unavailable", Side.ORIGIN, Retry.AFTER_DELAY, Said.NEVER_SENT, RetryAfterSource.HEALTH),
  /// The origin's address is one that the configuration forbids (2.3.5).
  DESTINATION_IP_PROHIBITED(502, "destination_ip_prohibited", Side.GATEWAY, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The machine has no route to the origin's address (2.3.6).
  DESTINATION_IP_UNROUTABLE(502, "destination_ip_unroutable", Side.NETWORK, Retry.YES, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The origin refused the connection: nothing listens there (2.3.7).
  CONNECTION_REFUSED(502, "connection_refused", Side.ORIGIN, Retry.YES, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The origin closed or reset the connection before it answered (2.3.8).
  CONNECTION_TERMINATED(502, "connection_terminated", Side.ORIGIN, Retry.YES, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The connection to the origin was not established in time (2.3.9).
  CONNECTION_TIMEOUT(504, "connection_timeout", Side.NETWORK, Retry.YES, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The origin stopped sending in the middle of its answer (2.3.10).
  CONNECTION_READ_TIMEOUT(504, "connection_read_timeout", Side.ORIGIN, Retry.YES, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The origin stopped reading in the middle of the request (2.3.11).
  CONNECTION_WRITE_TIMEOUT(504, "connection_write_timeout", Side.ORIGIN, Retry.YES, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// All the connections that the gateway may open to the origin are in use (2.3.12).
  CONNECTION_LIMIT_REACHED(503, "connection_limit_reached", Side.GATEWAY, Retry.AFTER_DELAY, Said.NEVER_SENT, RetryAfterSource.QUEUE, Uris.REDUCED_CAPACITY),
  /// TLS with the origin failed, in the handshake or before the answer (2.3.13).
  TLS_PROTOCOL_ERROR(502, "tls_protocol_error", Side.ORIGIN, Retry.NO, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The origin's certificate could not be verified (2.3.14).
  TLS_CERTIFICATE_ERROR(502, "tls_certificate_error", Side.ORIGIN, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The origin ended TLS with an alert, in the handshake or before the answer (2.3.15).
  TLS_ALERT_RECEIVED(502, "tls_alert_received", Side.ORIGIN, Retry.NO, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The request is malformed or ambiguous (2.3.16).
  HTTP_REQUEST_ERROR(400, "http_request_error", Side.CLIENT, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// A rule of the gateway refuses the request (2.3.17).
  HTTP_REQUEST_DENIED(403, "http_request_denied", Side.GATEWAY, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The origin's answer ended before it was whole (2.3.18).
  HTTP_RESPONSE_INCOMPLETE(502, "http_response_incomplete", Side.ORIGIN, Retry.YES, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The header section of the origin's answer is larger than the limit (2.3.19).
  HTTP_RESPONSE_HEADER_SECTION_SIZE(502, "http_response_header_section_size", Side.ORIGIN, Retry.NO, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// One header field of the origin's answer is larger than the limit (2.3.20).
  HTTP_RESPONSE_HEADER_SIZE(502, "http_response_header_size", Side.ORIGIN, Retry.NO, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The body of the origin's answer is larger than the limit (2.3.21).
  HTTP_RESPONSE_BODY_SIZE(502, "http_response_body_size", Side.ORIGIN, Retry.NO, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The trailer section of the origin's answer is larger than the limit (2.3.22).
  HTTP_RESPONSE_TRAILER_SECTION_SIZE(502, "http_response_trailer_section_size", Side.ORIGIN, Retry.NO, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// One trailer field of the origin's answer is larger than the limit (2.3.23).
  HTTP_RESPONSE_TRAILER_SIZE(502, "http_response_trailer_size", Side.ORIGIN, Retry.NO, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The transfer coding of the origin's answer is unknown or broken (2.3.24).
  HTTP_RESPONSE_TRANSFER_CODING(502, "http_response_transfer_coding", Side.ORIGIN, Retry.NO, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The content coding of the origin's answer could not be decoded (2.3.25).
  HTTP_RESPONSE_CONTENT_CODING(502, "http_response_content_coding", Side.ORIGIN, Retry.NO, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The origin did not begin to answer in time (2.3.26).
  HTTP_RESPONSE_TIMEOUT(504, "http_response_timeout", Side.ORIGIN, Retry.YES, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The change to another protocol failed, or came without being asked for (2.3.27).
  HTTP_UPGRADE_FAILED(502, "http_upgrade_failed", Side.ORIGIN, Retry.NO, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The origin's answer is not valid HTTP (2.3.28).
  HTTP_PROTOCOL_ERROR(502, "http_protocol_error", Side.ORIGIN, Retry.YES, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The gateway answers itself, on purpose: the route is closed for maintenance (2.3.29).
  PROXY_INTERNAL_RESPONSE(503, "proxy_internal_response", Side.GATEWAY, Retry.AFTER_DELAY, Said.NEVER_SENT, RetryAfterSource.CONFIGURED),
  /// A bug of the gateway (2.3.30).
  PROXY_INTERNAL_ERROR(500, "proxy_internal_error", Side.GATEWAY, Retry.CONDITIONAL, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The gateway's configuration cannot serve this request (2.3.31).
  PROXY_CONFIGURATION_ERROR(500, "proxy_configuration_error", Side.GATEWAY, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The request has passed this gateway before (2.3.32); 508 tells it from a broken origin.
  PROXY_LOOP_DETECTED(508, "proxy_loop_detected", Side.GATEWAY, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),

  // What the request did wrong, told apart.
  /// No route matches the host and path.
  NO_ROUTE(404, "http_request_error", Side.CLIENT, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The route exists, but not for this method; `Allow` names those it takes.
  METHOD_NOT_ALLOWED(405, "http_request_error", Side.CLIENT, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The gateway does not know the method, or refuses it everywhere.
  METHOD_NOT_IMPLEMENTED(501, "http_request_error", Side.CLIENT, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The request's body has a transfer coding that the gateway does not know (RFC 9112 6.1).
  TRANSFER_CODING_NOT_IMPLEMENTED(501, "http_request_error", Side.CLIENT, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The request speaks a major version of HTTP that the gateway does not.
  HTTP_VERSION_NOT_SUPPORTED(505, "http_request_error", Side.CLIENT, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// `Expect` asks for something else than `100-continue`.
  EXPECTATION_FAILED(417, "http_request_error", Side.CLIENT, Retry.CONDITIONAL, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The request target is longer than the limit.
  URI_TOO_LONG(414, "http_request_error", Side.CLIENT, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The header section, or one field of it, is larger than the limit.
  REQUEST_HEADER_TOO_LARGE(431, "http_request_error", Side.CLIENT, Retry.CONDITIONAL, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The body is larger than the limit.
  REQUEST_BODY_TOO_LARGE(413, "http_request_error", Side.CLIENT, Retry.NO, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// There is no such file below the route's folder.
  FILE_NOT_FOUND(404, "http_request_error", Side.CLIENT, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The file is not as the request's `If-Match` or `If-Unmodified-Since` demands.
  PRECONDITION_FAILED(412, "http_request_error", Side.CLIENT, Retry.CONDITIONAL, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The file has none of the bytes that `Range` asks for.
  RANGE_NOT_SATISFIABLE(416, "http_request_error", Side.CLIENT, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The client's TLS handshake failed or took too long; recorded, never sent.
  CLIENT_TLS_ERROR(400, "http_request_error", Side.CLIENT, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The client did not send its request in time.
  REQUEST_TIMEOUT(408, "http_request_error", Side.CLIENT, Retry.CONDITIONAL, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The client closed the connection before it had its answer; recorded, never sent.
  CLIENT_GONE(499, "connection_terminated", Side.CLIENT, Retry.NOT_APPLICABLE, Said.WHETHER_SENT, RetryAfterSource.NONE),

  // What a guard refused.
  /// The client is on the block list.
  CLIENT_BLOCKED(403, "http_request_denied", Side.CLIENT, Retry.NO, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The client, or all of them together, has as many connections open as are allowed.
  TOO_MANY_CONNECTIONS(503, "connection_limit_reached", Side.CLIENT, Retry.AFTER_DELAY, Said.NEVER_SENT, RetryAfterSource.NONE),
  /// The client makes work without asking for anything: resets, pings, empty frames (HTTP/2 floods).
  CONNECTION_ABUSED(429, "http_request_error", Side.CLIENT, Retry.AFTER_DELAY, Said.WHETHER_SENT, RetryAfterSource.NONE),
  /// The client has used up its permits.
  RATE_LIMITED(429, "http_request_error", Side.CLIENT, Retry.AFTER_DELAY, Said.NEVER_SENT, RetryAfterSource.RATE_LIMIT, Uris.QUOTA_EXCEEDED),
  /// As many exchanges are in flight as the service can bear.
  CONCURRENCY_LIMIT(503, "connection_limit_reached", Side.ORIGIN, Retry.AFTER_DELAY, Said.NEVER_SENT, RetryAfterSource.QUEUE, Uris.REDUCED_CAPACITY),
  /// The queue in front of the service is full.
  QUEUE_FULL(503, "connection_limit_reached", Side.ORIGIN, Retry.AFTER_DELAY, Said.NEVER_SENT, RetryAfterSource.QUEUE, Uris.REDUCED_CAPACITY),
  /// The request waited in the queue for as long as it may.
  QUEUE_DEADLINE(503, "connection_limit_reached", Side.ORIGIN, Retry.AFTER_DELAY, Said.NEVER_SENT, RetryAfterSource.QUEUE, Uris.REDUCED_CAPACITY),
  /// The service failed so often that the breaker keeps requests from it.
  BREAKER_OPEN(503, "destination_unavailable", Side.ORIGIN, Retry.AFTER_DELAY, Said.NEVER_SENT, RetryAfterSource.BREAKER),
  /// Every origin of the service is ejected or fails its health check.
  NO_HEALTHY_ORIGIN(503, "destination_unavailable", Side.ORIGIN, Retry.AFTER_DELAY, Said.NEVER_SENT, RetryAfterSource.HEALTH),
  /// The attempt failed, and the service has no retries left to spend.
  RETRY_BUDGET_SPENT(503, "destination_unavailable", Side.ORIGIN, Retry.AFTER_DELAY, Said.WHETHER_SENT, RetryAfterSource.QUEUE),
  /// The gateway is shutting down and its drain time is over.
  DRAINING(503, "connection_limit_reached", Side.GATEWAY, Retry.YES, Said.WHETHER_SENT, RetryAfterSource.DRAIN),

  // Limits on the whole.
  /// The exchange as a whole took longer than the route allows.
  EXCHANGE_TIMEOUT(504, "http_response_timeout", Side.ORIGIN, Retry.YES, Said.WHETHER_SENT, RetryAfterSource.NONE);
  // spotless:on

  private static final Map<String, Cause> BY_CODE =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Cause::code, Function.identity()));

  private final String code = name().toLowerCase(Locale.ROOT);
  private final int status;
  private final String proxyStatusType;
  private final Side side;
  private final Retry retry;
  private final boolean sentMatters;
  private final RetryAfterSource retryAfterSource;
  private final String type;

  Cause(
      int status,
      String proxyStatusType,
      Side side,
      Retry retry,
      Said said,
      RetryAfterSource retryAfterSource) {
    this(status, proxyStatusType, side, retry, said, retryAfterSource, "");
  }

  Cause(
      int status,
      String proxyStatusType,
      Side side,
      Retry retry,
      Said said,
      RetryAfterSource retryAfterSource,
      String registeredType) {
    this.status = status;
    this.proxyStatusType = proxyStatusType;
    this.side = side;
    this.retry = retry;
    this.sentMatters = said == Said.WHETHER_SENT;
    this.retryAfterSource = retryAfterSource;
    this.type = registeredType.isEmpty() ? Uris.OURS + code.replace('_', '-') : registeredType;
  }

  /// The cause with this [#code].
  ///
  /// @throws IllegalArgumentException if there is none
  public static Cause of(String code) {
    Cause cause = BY_CODE.get(code);
    if (cause == null) {
      throw new IllegalArgumentException(
          "cause: " + code + " (expected: one of `weir explain causes`)");
    }
    return cause;
  }

  /// The stable, machine-readable name, such as `connection_refused`; never translated.
  public String code() {
    return code;
  }

  /// The status code of the answer. 499 stands for an answer that could not be sent.
  public int status() {
    return status;
  }

  /// The `error` parameter of `Proxy-Status` (RFC 9209 section 2.3).
  public String proxyStatusType() {
    return proxyStatusType;
  }

  /// Who has to act.
  public Side side() {
    return side;
  }

  /// Whether the caller should try again.
  public Retry retry() {
    return retry;
  }

  /// Whether the answer must say if the request was processed: not where it never left the gateway.
  public boolean sentMatters() {
    return sentMatters;
  }

  /// Where `Retry-After` comes from.
  public RetryAfterSource retryAfterSource() {
    return retryAfterSource;
  }

  /// The problem `type` (RFC 9457 section 3.1.1): registered where IANA has a fitting one.
  public String type() {
    return type;
  }

  private enum Said {
    NEVER_SENT,
    WHETHER_SENT
  }

  // A nested class, since an enum's own constants cannot be read by its constructor calls.
  private static final class Uris {
    static final String OURS = "https://weir.dev/problems/";
    static final String QUOTA_EXCEEDED =
        "https://iana.org/assignments/http-problem-types#quota-exceeded";
    static final String REDUCED_CAPACITY =
        "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity";
  }
}
