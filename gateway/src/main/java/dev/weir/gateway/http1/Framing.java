package dev.weir.gateway.http1;

/// Where a body ends (RFC 9112 section 6.3).
///
/// @param kind by what its end is known
/// @param length its length, for [Kind#LENGTH]
public record Framing(Kind kind, long length) {
  public static final Framing NONE = new Framing(Kind.NONE, 0);
  public static final Framing CHUNKED = new Framing(Kind.CHUNKED, 0);
  public static final Framing UNTIL_CLOSE = new Framing(Kind.UNTIL_CLOSE, 0);

  public static Framing length(long length) {
    return length == 0 ? NONE_BUT_SAID : new Framing(Kind.LENGTH, length);
  }

  // Content-Length: 0 is said on the wire, no body at all is not; both end at once.
  private static final Framing NONE_BUT_SAID = new Framing(Kind.LENGTH, 0);

  /// Whether nothing follows the head.
  public boolean empty() {
    return kind == Kind.NONE || (kind == Kind.LENGTH && length == 0);
  }

  public enum Kind {
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }
}
