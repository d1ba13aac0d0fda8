package dev.weir.gateway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files that a log left behind: `access.log.20260131T235959.123Z`, named by the time at which
/// they were finished, in UTC, so that their names sort by time.
final class FinishedFiles {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path log;
  private final Pattern names;
  private Instant last = Instant.MIN;

  FinishedFiles(Path log) {
    this.log = log;
    names = Pattern.compile(Pattern.quote(log.getFileName() + ".") + "\\d{8}T\\d{6}\\.\\d{3}Z");
  }

  /// Moves the log aside. A millisecond that is taken, or lies before the last, makes way for the
  /// next one that is free: none is overwritten, and names stay in order.
  void add(Instant time) throws IOException {
    Instant stamp = time.isAfter(last) ? time : last.plusMillis(1);
    while (Files.exists(target(stamp))) {
      stamp = stamp.plusMillis(1);
    }
    Files.move(log, target(stamp));
    last = stamp;
  }

  /// Deletes the oldest, so that this many are kept.
  void prune(int keep) throws IOException {
    List<Path> newestFirst;
    try (Stream<Path> files = Files.list(directory())) {
      newestFirst =
          files
              .filter(file -> names.matcher(file.getFileName().toString()).matches())
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    for (Path old : newestFirst.subList(Math.min(keep, newestFirst.size()), newestFirst.size())) {
      Files.deleteIfExists(old);
    }
  }

  private Path target(Instant time) {
    return log.resolveSibling(log.getFileName() + "." + STAMP.format(time));
  }

  private Path directory() {
    Path parent = log.getParent();
    return parent == null ? Path.of("") : parent;
  }
}
