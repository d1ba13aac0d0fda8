package dev.weir.gateway.compress;

import dev.weir.gateway.message.Coding;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.HopByHop;
import dev.weir.gateway.message.ResponseHead;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// Heads of answers as they have to be where a coding is put on, or could have been. Fields are not
/// changed once they are read, so what differs is copied.
final class HeadCopy {
  /// Fields of which the values are of the content with the origin's coding: digests (RFC 9530,
  /// whose representation digests are of the coded bytes, too; RFC 3230; RFC 1864) and signatures
  /// over them (RFC 9421).
  static final Set<String> OF_THE_BYTES =
      Set.of("content-digest", "repr-digest", "digest", "content-md5", "signature-input");

  private static final String VARY = "vary";
  private static final String ACCEPT_ENCODING = "accept-encoding";

  private HeadCopy() {}

  /// The head of the answer in this coding.
  static ResponseHead coded(ResponseHead head, Coding coding) {
    Fields fields = copy(head.fields(), Set.of("content-length", "accept-ranges", "etag", VARY));
    String tag = EntityTags.of(head.fields());
    if (!tag.isEmpty()) {
      fields.add("etag", EntityTags.weak(tag));
    }
    fields.add("content-encoding", coding.token());
    return varying(head, fields);
  }

  /// The head of an answer that another client could have got in a coding.
  static ResponseHead varying(ResponseHead head) {
    return varying(head, copy(head.fields(), Set.of(VARY)));
  }

  /// The head of a 304 for a client that has the coded answer.
  static ResponseHead refreshing(ResponseHead head) {
    Fields fields = copy(head.fields(), Set.of("etag", VARY));
    fields.add("etag", EntityTags.weak(EntityTags.of(head.fields())));
    return varying(head, fields);
  }

  private static ResponseHead varying(ResponseHead head, Fields fields) {
    String known = head.fields().joined(VARY);
    fields.add(VARY, known.isEmpty() ? ACCEPT_ENCODING : merged(known));
    return new ResponseHead(head.status(), head.reason(), fields);
  }

  private static String merged(String known) {
    boolean said =
        Arrays.stream(known.toLowerCase(Locale.ROOT).split(","))
            .map(String::strip)
            .anyMatch(each -> each.equals(ACCEPT_ENCODING) || each.equals("*"));
    return said ? known : known + ", " + ACCEPT_ENCODING;
  }

  /// Trailers without what is of other bytes.
  static Fields trailers(Fields trailers) {
    return trailers.size() == 0 ? trailers : copy(trailers, OF_THE_BYTES);
  }

  /// Whether the answer says, or will say, what its bytes are.
  static boolean tellsItsBytes(Fields fields) {
    return OF_THE_BYTES.stream()
        .anyMatch(each ->
            !fields.joined(each).isEmpty() || HopByHop.lists(fields, FieldName.TRAILER, each));
  }

  private static Fields copy(Fields from, Set<String> without) {
    Fields fields = new Fields(new byte[from.text().length + 128], 0);
    for (int i = 0; i < from.size(); i++) {
      if (!from.isOneOf(i, 0, without)) {
        copy(from, i, fields);
      }
    }
    return fields;
  }

  static void copy(Fields from, int index, Fields to) {
    to.addLine(
        from.nameAt(index),
        from.text(),
        from.nameFrom(index),
        from.nameTo(index),
        from.valueFrom(index),
        from.valueTo(index));
    if (from.neverIndexed(index)) {
      to.neverIndexLast();
    }
  }
}
