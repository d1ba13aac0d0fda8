package dev.weir.gateway.message;

/// A response without its body.
///
/// @param status 100 to 999
/// @param reason the reason phrase, which HTTP/2 does not have
public record ResponseHead(int status, String reason, Fields fields) {
  /// Whether a final response follows this one (RFC 9110 section 15.2).
  public boolean interim() {
    return status < 200;
  }
}
