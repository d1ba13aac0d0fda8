package dev.weir.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/// Keeps secrets in query strings out of logs: the value of a parameter whose name is known to
/// carry one becomes `REDACTED`, the name stays, as the OpenTelemetry conventions ask of
/// `url.query`.
///
/// Names are compared without case, `-` and `_`, percent-decoded, and by the innermost bracket
/// (`user[password]`). The conventions compare with case and list four names; a log is read by more
/// people than a trace, so this list is longer, and takes every name that ends in `token`,
/// `password`, `secret` or `signature`.
final class Secrets {
  private static final String REDACTED = "REDACTED";
  private static final Set<String> NAMES =
      Set.of(
          "accesskey",
          "apikey",
          "assertion",
          "auth",
          "authorization",
          "awsaccesskeyid",
          "bearer",
          "clientassertion",
          "code",
          "codeverifier",
          "credential",
          "credentials",
          "jsessionid",
          "jwt",
          "otp",
          "pass",
          "passphrase",
          "passwd",
          "phpsessid",
          "privatekey",
          "pwd",
          "samlresponse",
          "session",
          "sessionid",
          "sid",
          "sig",
          "ticket",
          "xamzcredential",
          "xgoogcredential");
  private static final int HASH_MASK = 0xFFF;
  private static final BitSet HASHES = hashes();

  private Secrets() {}

  /// The query without its secrets; the same object if there are none.
  static String redactQuery(String query) {
    StringBuilder redacted = null;
    int copied = 0;
    for (int start = 0; start < query.length(); ) {
      int end = parameterEnd(query, start);
      int equals = query.indexOf('=', start, end);
      if (equals > 0
          && equals + 1 < end
          && maybeSecret(query, start, equals)
          && isSecret(query.substring(start, equals))) {
        redacted = redacted == null ? new StringBuilder(query.length()) : redacted;
        redacted.append(query, copied, equals + 1).append(REDACTED);
        copied = end;
      }
      start = end + 1;
    }
    return redacted == null ? query : redacted.append(query, copied, query.length()).toString();
  }

  /// The URL without the secrets in its query; the same object if there are none.
  static String redactUrl(String url) {
    int mark = url.indexOf('?');
    if (mark < 0) {
      return url;
    }
    String query = url.substring(mark + 1);
    String redacted = redactQuery(query);
    return query.equals(redacted) ? url : url.substring(0, mark + 1) + redacted;
  }

  private static int parameterEnd(String query, int start) {
    for (int i = start; i < query.length(); i++) {
      if (query.charAt(i) == '&' || query.charAt(i) == ';') {
        return i;
      }
    }
    return query.length();
  }

  /// Says no to nearly every name that is none, in one pass and without an object: every query of
  /// every line comes by here. A name is let through by its hash, its last four letters, or by
  /// anything in it that [#plain] would have to take apart.
  private static boolean maybeSecret(String query, int start, int end) {
    int hash = 0;
    int lastFour = 0;
    for (int i = start; i < end; i++) {
      int c = query.charAt(i);
      if (c == '%' || c == '[' || c >= 0x80) {
        return true;
      }
      if (Character.isLetterOrDigit(c)) {
        int lower = c | 0x20;
        hash = 31 * hash + lower;
        lastFour = lastFour << 8 | lower;
      }
    }
    return HASHES.get(hash & HASH_MASK) || isEnd(lastFour);
  }

  private static boolean isEnd(int lastFour) {
    return lastFour == packed("oken")
        || lastFour == packed("word")
        || lastFour == packed("cret")
        || lastFour == packed("ture");
  }

  private static int packed(String four) {
    return four.charAt(0) << 24 | four.charAt(1) << 16 | four.charAt(2) << 8 | four.charAt(3);
  }

  private static BitSet hashes() {
    var hashes = new BitSet(HASH_MASK + 1);
    NAMES.forEach(name -> hashes.set(name.hashCode() & HASH_MASK));
    return hashes;
  }

  private static boolean isSecret(String name) {
    String plain = plain(name);
    return NAMES.contains(plain)
        || plain.endsWith("token")
        || plain.endsWith("password")
        || plain.endsWith("secret")
        || plain.endsWith("signature");
  }

  private static String plain(String name) {
    String decoded = name.indexOf('%') < 0 ? name : decode(name);
    int bracket = decoded.endsWith("]") ? decoded.lastIndexOf('[') + 1 : 0;
    var plain = new StringBuilder(decoded.length());
    for (int i = bracket; i < decoded.length(); i++) {
      if (Character.isLetterOrDigit(decoded.charAt(i))) {
        plain.append(decoded.charAt(i));
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  private static String decode(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return name;
    }
  }
}
