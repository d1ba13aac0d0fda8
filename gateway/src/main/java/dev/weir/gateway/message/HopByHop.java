package dev.weir.gateway.message;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The fields that end at this hop: those that `Connection` names and those that a hop must always
/// remove (RFC 9110 section 7.6.1).
public final class HopByHop {
  /// The fields that never pass.
  public static final long ALWAYS =
      FieldName.CONNECTION.bit()
          | FieldName.PROXY_CONNECTION.bit()
          | FieldName.KEEP_ALIVE.bit()
          | FieldName.TE.bit()
          | FieldName.TRANSFER_ENCODING.bit()
          | FieldName.UPGRADE.bit()
          | FieldName.HTTP2_SETTINGS.bit();

  /// The fields that never pass as trailers: those that frame, route or describe the message, that
  /// say who its sender is, and those that the gateway answers for, since there are recipients that
  /// take trailers for headers (RFC 9110 section 6.5.1).
  public static final long NO_TRAILERS =
      ALWAYS
          | FieldName.AUTHORIZATION.bit()
          | FieldName.CLIENT_CERT.bit()
          | FieldName.CLIENT_CERT_CHAIN.bit()
          | FieldName.CONTENT_ENCODING.bit()
          | FieldName.CONTENT_LENGTH.bit()
          | FieldName.CONTENT_RANGE.bit()
          | FieldName.CONTENT_TYPE.bit()
          | FieldName.COOKIE.bit()
          | FieldName.EXPECT.bit()
          | FieldName.FORWARDED.bit()
          | FieldName.HOST.bit()
          | FieldName.MAX_FORWARDS.bit()
          | FieldName.PROXY_AUTHORIZATION.bit()
          | FieldName.TRACEPARENT.bit()
          | FieldName.TRACESTATE.bit()
          | FieldName.TRAILER.bit()
          | FieldName.VIA.bit()
          | FieldName.X_FORWARDED_FOR.bit()
          | FieldName.X_FORWARDED_HOST.bit()
          | FieldName.X_FORWARDED_PROTO.bit()
          | FieldName.X_REQUEST_ID.bit();

  private static final byte[] CLOSE = Ascii.bytes("close");
  private static final byte[] KEEP_ALIVE = Ascii.bytes("keep-alive");

  // These stand for the message itself: a Connection field that names them is an attack or a
  // mistake.
  private static final Set<String> NEVER =
      Set.of("host", "content-length", "content-type", "authorization", "cookie", "date", "close");

  private HopByHop() {}

  /// The lower-case names that `Connection` nominates beyond the usual ones; nearly always empty.
  public static Set<String> nominated(Fields fields) {
    if (!fields.has(FieldName.CONNECTION) || isUsual(fields)) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (String token : tokens(fields, FieldName.CONNECTION)) {
      if (!token.isEmpty() && !NEVER.contains(token)) {
        names.add(token);
      }
    }
    return names;
  }

  // One field with one option that names no field, as nearly every client sends it.
  private static boolean isUsual(Fields fields) {
    int index = fields.find(FieldName.CONNECTION, 0);
    return fields.find(FieldName.CONNECTION, index + 1) < 0
        && (fields.firstIs(FieldName.CONNECTION, KEEP_ALIVE)
            || fields.firstIs(FieldName.CONNECTION, CLOSE));
  }

  /// Whether `Connection` has this lower-case option.
  public static boolean hasOption(Fields fields, String option) {
    return lists(fields, FieldName.CONNECTION, option);
  }

  /// Whether this field is there and one of the items of its list is this lower-case token, in any
  /// case.
  public static boolean lists(Fields fields, FieldName name, String lower) {
    if (!fields.has(name)) {
      return false;
    }
    for (String token : tokens(fields, name)) {
      if (token.equals(lower)) {
        return true;
      }
    }
    return false;
  }

  private static String[] tokens(Fields fields, FieldName name) {
    String[] tokens = fields.joined(name).toLowerCase(Locale.ROOT).split(",");
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = tokens[i].trim();
    }
    return tokens;
  }
}
