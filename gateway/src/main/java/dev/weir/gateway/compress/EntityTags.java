package dev.weir.gateway.compress;

import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.RequestHead;

/// Entity tags of answers that have another coding here than at the origin. The bytes are others,
/// so a strong tag becomes a weak one (RFC 9110 section 8.8.3.3), and what clients send back of it
/// has to find its way.
final class EntityTags {
  private static final String WEAK = "W/";

  private EntityTags() {}

  static String weak(String tag) {
    return tag.startsWith("\"") ? WEAK + tag : tag;
  }

  /// Whether the client that revalidates has this strong tag as a weak one only. The answer 304
  /// must then name the weak one, or caches do not find what it refreshes (RFC 9111 section 4.3.4).
  /// The origin compares weakly and finds its own by itself (RFC 9110 section 13.1.2).
  static boolean knowsWeakOnly(RequestHead request, String tag) {
    String known = request.fields().joined("if-none-match");
    String weak = WEAK + tag;
    return tag.startsWith("\"") && known.contains(weak) && !known.replace(weak, "").contains(tag);
  }

  /// The request with the strong tag beside each weak one in `If-Match`. A weak one never matches
  /// there (RFC 9110 section 13.1.1): who edits what came compressed could never save it. The weak
  /// one stays for origins that give weak tags and compare them all the same.
  static RequestHead withStrong(RequestHead request) {
    String match = request.fields().joined("if-match");
    if (!match.contains("W/\"")) {
      return request;
    }
    Fields from = request.fields();
    byte[] text = from.text();
    Fields fields = new Fields(new byte[from.text().length + match.length() * 2], 0);
    int at = fields.append(text, request.pathFrom(), request.targetTo());
    for (int i = 0; i < from.size(); i++) {
      if (!from.nameText(i).equalsIgnoreCase("if-match")) {
        HeadCopy.copy(from, i, fields);
      }
    }
    fields.add("If-Match", match.replaceAll("W/(\"[^\"]*\")", "$1, W/$1"));
    int moved = at - request.pathFrom();
    return new RequestHead(
        request.method(),
        request.protocol(),
        request.authority(),
        fields,
        request.pathFrom() + moved,
        request.pathTo() + moved,
        request.targetTo() + moved,
        request.upgrade());
  }

  static String of(Fields response) {
    return response.first(FieldName.ETAG);
  }
}
