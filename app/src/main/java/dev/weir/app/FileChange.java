package dev.weir.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Notices that a file is another one: written in place, replaced by a rename as editors do, or
/// behind a symbolic link that now leads elsewhere as in a Kubernetes ConfigMap. By asking, not by
/// [java.nio.file.WatchService]: that sees the directory of the link and not what it leads to, and
/// nothing at all on network file systems.
///
/// A change counts when two looks in a row saw the same, so that a file is not read while it is
/// being written. Not for several threads.
final class FileChange {
  /// What tells two states of a file apart: where links lead, which file that is, when it was
  /// written and how large it is.
  private record State(Path real, Optional<Object> key, long modified, long size) {}

  private final Path file;
  private Optional<State> known;
  private Optional<State> last;

  FileChange(Path file) {
    this.file = file;
    this.known = look();
    this.last = known;
  }

  /// Whether the file has changed, and come to rest, since this was last true. A file that is gone
  /// has not changed: it will be back, or the operator is not done.
  boolean seen() {
    Optional<State> now = look();
    boolean atRest = now.equals(last);
    last = now;
    if (now.isEmpty() || !atRest || now.equals(known)) {
      return false;
    }
    known = now;
    return true;
  }

  private Optional<State> look() {
    try {
      Path real = file.toRealPath();
      var attributes = Files.readAttributes(real, BasicFileAttributes.class);
      return Optional.of(
          new State(
              real,
              Optional.ofNullable(attributes.fileKey()),
              attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
              attributes.size()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
