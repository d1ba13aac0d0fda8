package dev.weir.status;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The status codes of gRPC that a gateway can mean (gRPC `doc/statuscodes.md`).
///
/// gRPC clients read these and not the status code of HTTP. From an answer without them they would
/// conclude the wrong thing: that a path without a route is a method that nobody wrote, or that a
/// bug is `UNKNOWN` (`doc/http-grpc-status-mapping.md`).
public enum GrpcStatus {
  /// The caller no longer wants it.
  CANCELLED(1),
  /// Something failed, and nothing more is known.
  UNKNOWN(2),
  /// A time limit is over; it may have been processed all the same.
  DEADLINE_EXCEEDED(4),
  /// The caller may not do this.
  PERMISSION_DENIED(7),
  /// A quota is used up, or something is larger than a limit.
  RESOURCE_EXHAUSTED(8),
  /// Something is not in the state that the caller demands.
  FAILED_PRECONDITION(9),
  /// There is nothing in the range that the caller asks for.
  OUT_OF_RANGE(11),
  /// There is no such method here.
  UNIMPLEMENTED(12),
  /// What somebody sent breaks the protocol, or a bug, or a wrong configuration.
  INTERNAL(13),
  /// Out of reach or too busy, for now.
  UNAVAILABLE(14);

  private static final String HEXADECIMAL = "0123456789ABCDEF";

  private final int code;

  GrpcStatus(int code) {
    this.code = code;
  }

  /// The number in `grpc-status`.
  public int code() {
    return code;
  }

  /// What a failure is to a gRPC client.
  ///
  /// Where gRPC's own libraries meet the same on a connection of theirs, the code is theirs
  /// (`doc/statuscodes.md`): a name that is not found, a connection refused or broken, and a server
  /// that shuts down are `UNAVAILABLE`, a protocol broken is `INTERNAL`, a message above a limit is
  /// `RESOURCE_EXHAUSTED`. A time limit on the way to an origin is `UNAVAILABLE`, since nothing was
  /// processed and clients may repeat it; one on an origin or on the whole is `DEADLINE_EXCEEDED`.
  public static GrpcStatus of(Cause cause) {
    return switch (cause) {
      case CLIENT_GONE -> CANCELLED;
      case CONNECTION_READ_TIMEOUT,
          CONNECTION_WRITE_TIMEOUT,
          HTTP_RESPONSE_TIMEOUT,
          REQUEST_TIMEOUT,
          EXCHANGE_TIMEOUT ->
          DEADLINE_EXCEEDED;
      case HTTP_REQUEST_DENIED, CLIENT_BLOCKED -> PERMISSION_DENIED;
      case RATE_LIMITED,
          CONNECTION_ABUSED,
          URI_TOO_LONG,
          REQUEST_HEADER_TOO_LARGE,
          REQUEST_BODY_TOO_LARGE,
          HTTP_RESPONSE_HEADER_SECTION_SIZE,
          HTTP_RESPONSE_HEADER_SIZE,
          HTTP_RESPONSE_BODY_SIZE,
          HTTP_RESPONSE_TRAILER_SECTION_SIZE,
          HTTP_RESPONSE_TRAILER_SIZE ->
          RESOURCE_EXHAUSTED;
      case NO_ROUTE,
          METHOD_NOT_ALLOWED,
          METHOD_NOT_IMPLEMENTED,
          HTTP_VERSION_NOT_SUPPORTED,
          TRANSFER_CODING_NOT_IMPLEMENTED,
          FILE_NOT_FOUND,
          EXPECTATION_FAILED ->
          UNIMPLEMENTED;
      case PRECONDITION_FAILED -> FAILED_PRECONDITION;
      case RANGE_NOT_SATISFIABLE -> OUT_OF_RANGE;
      case HTTP_REQUEST_ERROR,
          CLIENT_TLS_ERROR,
          HTTP_RESPONSE_TRANSFER_CODING,
          HTTP_RESPONSE_CONTENT_CODING,
          HTTP_UPGRADE_FAILED,
          HTTP_PROTOCOL_ERROR,
          DESTINATION_IP_PROHIBITED,
          PROXY_INTERNAL_ERROR,
          PROXY_CONFIGURATION_ERROR,
          PROXY_LOOP_DETECTED ->
          INTERNAL;
      case DNS_TIMEOUT,
          DNS_ERROR,
          DESTINATION_NOT_FOUND,
          DESTINATION_UNAVAILABLE,
          DESTINATION_IP_UNROUTABLE,
          CONNECTION_REFUSED,
          CONNECTION_TERMINATED,
          CONNECTION_TIMEOUT,
          CONNECTION_LIMIT_REACHED,
          TLS_PROTOCOL_ERROR,
          TLS_CERTIFICATE_ERROR,
          TLS_ALERT_RECEIVED,
          HTTP_RESPONSE_INCOMPLETE,
          PROXY_INTERNAL_RESPONSE,
          TOO_MANY_CONNECTIONS,
          CONCURRENCY_LIMIT,
          QUEUE_FULL,
          QUEUE_DEADLINE,
          BREAKER_OPEN,
          NO_HEALTHY_ORIGIN,
          RETRY_BUDGET_SPENT,
          DRAINING ->
          UNAVAILABLE;
    };
  }

  /// What an origin's own 5xx is to a gRPC client, where it came without a `grpc-status`
  /// (`doc/http-grpc-status-mapping.md`).
  public static GrpcStatus ofOriginError(int status) {
    return status >= 502 && status <= 504 ? UNAVAILABLE : UNKNOWN;
  }

  /// A text as `grpc-message` has it: what is not printable ASCII, and the percent sign, as `%HH`
  /// of its UTF-8 (gRPC `doc/PROTOCOL-HTTP2.md`, Status-Message).
  public static String message(String text) {
    StringBuilder out = new StringBuilder(text.length() * 2);
    for (byte b : text.getBytes(UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        out.append((char) b);
      } else {
        out.append('%').append(HEXADECIMAL.charAt(b >> 4 & 15)).append(HEXADECIMAL.charAt(b & 15));
      }
    }
    return out.toString();
  }
}
