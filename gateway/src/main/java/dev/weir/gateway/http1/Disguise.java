package dev.weir.gateway.http1;

import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;

/// Names in a request that some origins take for another. What comes of CGI reads `Content_Length`,
/// and at times `Content.Length`, as `Content-Length`; so a name that passes here untouched could
/// frame the message there, or say who the client is. Names of fields that frame the message, that
/// end at this hop or that the gateway writes itself are refused in any such spelling; all other
/// names are their owners' business.
public final class Disguise {
  private static final long OWN =
      FieldName.CLIENT_CERT.bit()
          | FieldName.CLIENT_CERT_CHAIN.bit()
          | FieldName.CONTENT_LENGTH.bit()
          | FieldName.HTTP2_SETTINGS.bit()
          | FieldName.KEEP_ALIVE.bit()
          | FieldName.MAX_FORWARDS.bit()
          | FieldName.PROXY_CONNECTION.bit()
          | FieldName.TRANSFER_ENCODING.bit()
          | FieldName.X_FORWARDED_FOR.bit()
          | FieldName.X_FORWARDED_HOST.bit()
          | FieldName.X_FORWARDED_PROTO.bit()
          | FieldName.X_REQUEST_ID.bit();

  private Disguise() {}

  /// Looks at the names that are not known; one probe of a table for each.
  public static void check(Fields fields) throws FailureException {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.nameAt(i) == null) {
        FieldName like = FieldName.like(fields.text(), fields.nameFrom(i), fields.nameTo(i));
        if (like != null && (like.bit() & OWN) != 0) {
          throw RequestParser.malformed(
              "field "
                  + fields.nameText(i)
                  + " (expected: none that reads like "
                  + like.text()
                  + ")");
        }
      }
    }
  }
}
