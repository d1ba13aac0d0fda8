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
public record LimitsConfig(
    Size requestTarget,
    Size requestHead,
    int requestFields,
    Size requestBody,
    Size responseHead,
    Size responseField,
    Size responseTrailers,
    Size responseBody,
    Size heldAnswer) {

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
          Size.ofKiB(64));
}
