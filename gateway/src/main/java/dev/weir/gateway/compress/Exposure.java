package dev.weir.gateway.compress;

import dev.weir.gateway.config.CompressionConfig.Credentials;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.RequestHead;
import java.util.Locale;
import java.util.Set;

/// Whether the size of an answer could tell a stranger a secret in it (BREACH): he has a victim's
/// browser ask, with words of his own in the request and the victim's credentials beside them, and
/// measures how well the answer compresses.
///
/// He needs credentials that a browser adds by itself: a cookie, a client certificate, or a
/// password that it remembers. A token that a script has to add is none. And the request has to
/// begin on a page of his: browsers say where it began (Fetch Metadata, `Sec-Fetch-Site`), and only
/// `same-origin` and `none` (typed, or a bookmark) are not his. No word about it is a browser too
/// old to say.
final class Exposure {
  private static final Set<String> OWN = Set.of("same-origin", "none");

  // Schemes whose credentials browsers keep and repeat.
  private static final Set<String> REMEMBERED = Set.of("basic", "digest", "negotiate", "ntlm");

  private Exposure() {}

  /// @param certified whether the client showed a certificate
  static boolean of(RequestHead request, boolean certified, Credentials allowed) {
    return switch (allowed) {
      case ALWAYS -> false;
      case NEVER -> hasCredentials(request.fields(), certified);
      case SAME_ORIGIN ->
          hasCredentials(request.fields(), certified)
              && !OWN.contains(request.fields().joined("sec-fetch-site").toLowerCase(Locale.ROOT));
    };
  }

  private static boolean hasCredentials(Fields fields, boolean certified) {
    return certified || fields.has(FieldName.COOKIE) || remembers(fields);
  }

  private static boolean remembers(Fields fields) {
    String value = fields.first(FieldName.AUTHORIZATION).strip();
    int space = value.indexOf(' ');
    String scheme = space < 0 ? value : value.substring(0, space);
    return REMEMBERED.contains(scheme.toLowerCase(Locale.ROOT));
  }
}
