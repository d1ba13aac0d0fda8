package dev.weir.gateway.files;

import dev.weir.gateway.message.Coding;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What tells one state of a file from another (RFC 9110 section 8.8).
///
/// The tag is made of the time of the last change, in nanoseconds, and the size: several gateways
/// over copies of one folder give the same, nothing has to be read for it, and a file that changes
/// needs no reload. A hash of the content would be as good only until the file changes under it.
/// What such a tag cannot tell are two changes within one tick of the file system's clock; so as
/// long as the last change is less than a second old the tag is weak, and serves for no ranges.
///
/// @param tag the entity tag, with its quotes
/// @param modified the last change in whole seconds, never later than the answer
/// @param settled whether the change is old enough for both to be strong
record Version(String tag, Instant modified, boolean settled) {
  private static final long SETTLES_SECONDS = 1;

  static Version of(BasicFileAttributes attributes, Optional<Coding> coding, Instant now) {
    Instant changed = attributes.lastModifiedTime().toInstant();
    boolean settled = !changed.isAfter(now.minusSeconds(SETTLES_SECONDS));
    String opaque =
        Long.toHexString(changed.getEpochSecond())
            + String.format("%08x", changed.getNano())
            + "-"
            + Long.toHexString(attributes.size())
            + coding.map(each -> "-" + each.token()).orElse("");
    Instant modified = (changed.isAfter(now) ? now : changed).truncatedTo(ChronoUnit.SECONDS);
    return new Version((settled ? "\"" : "W/\"") + opaque + "\"", modified, settled);
  }

  /// Whether the tag is among those of a list, or the list is `*`.
  ///
  /// @param strongly whether a weak tag is like no other, itself included
  boolean isIn(String list, boolean strongly) {
    if (list.strip().equals("*")) {
      return true;
    }
    return (settled || !strongly) && EntityTags.of(list, strongly).contains(opaque());
  }

  private String opaque() {
    return tag.substring(tag.indexOf('"'));
  }
}
