package dev.weir.gateway.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The names of header fields that the gateway itself looks at. There are fewer than 64 of them, so
/// that the set of those in a head is one `long`.
public enum FieldName {
  ACCEPT,
  ACCEPT_LANGUAGE,
  ALLOW,
  AUTHORIZATION,
  CLIENT_CERT,
  CLIENT_CERT_CHAIN,
  CONNECTION,
  CONTENT_ENCODING,
  CONTENT_LANGUAGE,
  CONTENT_LENGTH,
  CONTENT_LOCATION,
  CONTENT_RANGE,
  CONTENT_TYPE,
  COOKIE,
  DATE,
  ETAG,
  EXPECT,
  FORWARDED,
  HOST,
  HTTP2_SETTINGS,
  KEEP_ALIVE,
  LAST_MODIFIED,
  MAX_FORWARDS,
  ORIGIN,
  PROXY_AUTHORIZATION,
  PROXY_CONNECTION,
  PROXY_STATUS,
  REFERER,
  RETRY_AFTER,
  SEC_FETCH_MODE,
  SEC_WEBSOCKET_ACCEPT,
  SEC_WEBSOCKET_KEY,
  TE,
  TRACEPARENT,
  TRACESTATE,
  TRAILER,
  TRANSFER_ENCODING,
  UPGRADE,
  USER_AGENT,
  VIA,
  X_FORWARDED_FOR,
  X_FORWARDED_HOST,
  X_FORWARDED_PROTO,
  X_REQUEST_ID;

  // Open addressing over length and the outer letters: one probe for nearly every name.
  private static final int SLOTS = 256;
  private static final @Nullable FieldName[] TABLE = new FieldName[SLOTS];

  static {
    for (FieldName name : values()) {
      int slot = slot(name.lower, 0, name.lower.length);
      while (TABLE[slot] != null) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      TABLE[slot] = name;
    }
  }

  private final byte[] lower =
      name().toLowerCase(Locale.ROOT).replace('_', '-').getBytes(StandardCharsets.US_ASCII);

  /// The known name that these bytes spell, in any case, or null.
  public static @Nullable FieldName of(byte[] text, int from, int to) {
    int slot = slot(text, from, to);
    FieldName candidate = TABLE[slot];
    while (candidate != null && !candidate.spells(text, from, to)) {
      slot = (slot + 1) & (SLOTS - 1);
      candidate = TABLE[slot];
    }
    return candidate;
  }

  /// The known name that these bytes spell, in any case, if any sign stands for its hyphens; or
  /// null.
  public static @Nullable FieldName like(byte[] text, int from, int to) {
    int slot = slot(text, from, to);
    FieldName candidate = TABLE[slot];
    while (candidate != null && !candidate.isLike(text, from, to)) {
      slot = (slot + 1) & (SLOTS - 1);
      candidate = TABLE[slot];
    }
    return candidate;
  }

  /// This name alone as a set, to be combined with `|`.
  public long bit() {
    return 1L << ordinal();
  }

  /// The name in lower case.
  public String text() {
    return new String(lower, StandardCharsets.US_ASCII);
  }

  private boolean spells(byte[] text, int from, int to) {
    return Ascii.equalsIgnoreCase(lower, text, from, to);
  }

  private boolean isLike(byte[] text, int from, int to) {
    if (to - from != lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      if (folded(text[from + i]) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  // A letter in lower case, a digit, or a hyphen for every sign.
  private static int folded(byte b) {
    int lower = b | 0x20;
    return (lower >= 'a' && lower <= 'z') || (b >= '0' && b <= '9') ? lower : '-';
  }

  private static int slot(byte[] text, int from, int to) {
    int length = to - from;
    int first = text[from] | 0x20;
    int last = text[to - 1] | 0x20;
    int middle = folded(text[from + (length >> 1)]);
    return (length * 37 + first * 11 + last * 3 + middle) & (SLOTS - 1);
  }
}
