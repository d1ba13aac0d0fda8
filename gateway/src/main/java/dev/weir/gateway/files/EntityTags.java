package dev.weir.gateway.files;

import java.util.HashSet;
import java.util.Set;

/// Lists of entity tags (RFC 9110 section 8.8.3).
final class EntityTags {
  private EntityTags() {}

  /// The tags of a list, without their `W/`; up to where it stops being one.
  ///
  /// @param strong whether to leave weak ones out
  static Set<String> of(String list, boolean strong) {
    Set<String> tags = new HashSet<>();
    int at = 0;
    while (true) {
      while (at < list.length() && " \t,".indexOf(list.charAt(at)) >= 0) {
        at++;
      }
      boolean weak = list.startsWith("W/", at);
      int from = weak ? at + 2 : at;
      int to = from < list.length() && list.charAt(from) == '"' ? list.indexOf('"', from + 1) : -1;
      if (to < 0) {
        return tags;
      }
      if (!weak || !strong) {
        tags.add(list.substring(from, to + 1));
      }
      at = to + 1;
    }
  }
}
