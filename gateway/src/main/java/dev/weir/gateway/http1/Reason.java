package dev.weir.gateway.http1;

import dev.weir.gateway.message.Ascii;
import java.util.HashMap;
import java.util.Map;

/// Reason phrases: those of the registry (RFC 9110 section 15), shared, so that the usual answer
/// costs no new text.
public final class Reason {
  private static final Map<Integer, String> REGISTERED = new HashMap<>();

  static {
    String registered =
        """
        100 Continue|101 Switching Protocols|102 Processing|103 Early Hints|200 OK|201 Created
        202 Accepted|203 Non-Authoritative Information|204 No Content|205 Reset Content
        206 Partial Content|207 Multi-Status|208 Already Reported|226 IM Used|300 Multiple Choices
        301 Moved Permanently|302 Found|303 See Other|304 Not Modified|305 Use Proxy
        307 Temporary Redirect|308 Permanent Redirect|400 Bad Request|401 Unauthorized
        402 Payment Required|403 Forbidden|404 Not Found|405 Method Not Allowed|406 Not Acceptable
        407 Proxy Authentication Required|408 Request Timeout|409 Conflict|410 Gone
        411 Length Required|412 Precondition Failed|413 Content Too Large|414 URI Too Long
        415 Unsupported Media Type|416 Range Not Satisfiable|417 Expectation Failed
        421 Misdirected Request|422 Unprocessable Content|423 Locked|424 Failed Dependency
        425 Too Early|426 Upgrade Required|428 Precondition Required|429 Too Many Requests
        431 Request Header Fields Too Large|451 Unavailable For Legal Reasons
        500 Internal Server Error|501 Not Implemented|502 Bad Gateway|503 Service Unavailable
        504 Gateway Timeout|505 HTTP Version Not Supported|506 Variant Also Negotiates
        507 Insufficient Storage|508 Loop Detected|511 Network Authentication Required
        """;
    for (String row : registered.split("[|\n]", -1)) {
      if (!row.isEmpty()) {
        REGISTERED.put(Integer.valueOf(row.substring(0, 3)), row.substring(4));
      }
    }
  }

  private Reason() {}

  /// The registered phrase of this status, or the empty string.
  public static String of(int status) {
    return REGISTERED.getOrDefault(status, "");
  }

  /// The phrase in these bytes; what is not printable is left out.
  static String of(int status, byte[] bytes, int from, int to) {
    String usual = of(status);
    if (to - from == usual.length() && sameBytes(usual, bytes, from)) {
      return usual;
    }
    return Ascii.text(bytes, from, to).replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", "");
  }

  private static boolean sameBytes(String text, byte[] bytes, int from) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
