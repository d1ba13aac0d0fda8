package dev.weir.gateway.config;

/// Sizes and counts. Over a request limit the client is told 413, 414 or 431; over a response
/// limit, 502 with the exact cause.
///
/// @param requestTarget longest request target (RFC 9112 section 3 asks for 8000 octets at least)
/// @param requestHead largest request head, request line included
/// @param requestFields most header fields in a request
/// @param requestBody largest request body
/// @param responseHead largest response head
/// @param responseField largest single response header or trailer field
/// @param responseTrailers largest trailer section
/// @param responseBody largest response body
/// @param heldAnswer largest answer to a safe request that is held back until it is whole, so that
///   an origin that dies in mid-answer becomes a 502 and not a broken 200
/// @param connections most connections of clients in all
/// @param clientConnections most connections of one client address; trusted hops are exempt
/// @param connectionRequests most requests over one connection, which then is closed in good order
/// @param streams most requests under way at the same time over one HTTP/2 connection
/// @param requestRate least bytes a second at which a request body must come, after a grace of
///   `timeouts.clientBody`
/// @param responseRate least bytes a second at which a client must take its answer, after a grace
///   of `timeouts.clientWrite`
public record LimitsConfig(
    Size requestTarget,
    Size requestHead,
    int requestFields,
    Size requestBody,
    Size responseHead,
    Size responseField,
    Size responseTrailers,
    Size responseBody,
    Size heldAnswer,
    int connections,
    int clientConnections,
    int connectionRequests,
    int streams,
    Size requestRate,
    Size responseRate) {

  public static final LimitsConfig DEFAULT =
      new LimitsConfig(
          Size.ofKiB(16),
          Size.ofKiB(32),
          100,
          Size.ofMiB(1024),
          Size.ofKiB(64),
          Size.ofKiB(32),
          Size.ofKiB(16),
          Size.UNLIMITED,
          Size.ofKiB(64),
          50_000,
          2_000,
          100_000,
          128,
          new Size(256),
          new Size(256));
}
