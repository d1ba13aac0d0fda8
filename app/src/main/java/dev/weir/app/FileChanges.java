package dev.weir.app;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Notices that one of several files is another one. Not for several threads.
final class FileChanges {
  private final Map<Path, FileChange> files = new HashMap<>();

  /// Looks at these files from now on, and at no others. Of those that it looked at before it knows
  /// what they were.
  void watch(Collection<Path> wanted) {
    files.keySet().retainAll(wanted);
    wanted.forEach(file -> files.computeIfAbsent(file, FileChange::new));
  }

  /// Whether one has changed, and come to rest, since this was last true.
  boolean seen() {
    boolean seen = false;
    for (FileChange file : files.values()) {
      seen |= file.seen();
    }
    return seen;
  }
}
