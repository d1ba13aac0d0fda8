package dev.weir.gateway.record;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.weir.gateway.config.AccessLogConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A log file that is replaced when it is large or old enough, and opened anew when somebody else
/// moved it (`logrotate` with `create` or without; `copytruncate` works as well, since every write
/// appends).
///
/// Once a second it is checked whether the path still leads to the open file; what was written
/// between the move and the check is in the moved file. A file that cannot be opened or written is
/// tried again every second. The directory is not created: a volume that is not mounted must not
/// fill the disk below its mount point. A batch is in the file as a whole or not at all.
final class RotatingFile implements LogOutput {
  private static final Duration CHECK = Duration.ofSeconds(1);
  private static final Duration NOTICE = Duration.ofMinutes(1);

  private final Path path;
  private final AccessLogConfig config;
  private final InstantSource clock;
  private final Notices notices;
  private final FinishedFiles finished;
  private @Nullable FileChannel channel;
  private @Nullable Object key;
  private Instant started = Instant.MAX;
  private long size;
  private Instant nextCheck = Instant.MIN;
  private IOException lastFailure = new NoSuchFileException("not opened yet");

  RotatingFile(Path path, AccessLogConfig config, InstantSource clock, Notices notices) {
    this.path = path.toAbsolutePath();
    this.config = config;
    this.clock = clock;
    this.notices = notices;
    finished = new FinishedFiles(this.path);
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    check();
    if (size > 0 && size + lines.remaining() > config.rotateSize().bytes()) {
      rotate();
    }
    FileChannel open = channel;
    if (open == null) {
      throw lastFailure;
    }
    int length = lines.remaining();
    started = size == 0 ? clock.instant() : started; // Its age is that of its first line.
    try {
      while (lines.hasRemaining()) {
        open.write(lines);
      }
      size += length;
    } catch (IOException failure) {
      takeBack(open);
      fail(failure);
      throw failure;
    }
  }

  @Override
  public void tick() {
    check();
    if (size > 0 && !clock.instant().isBefore(started.plus(config.rotateEvery()))) {
      rotate();
    }
  }

  @Override
  public void close() {
    FileChannel open = channel;
    channel = null;
    size = 0;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failure) {
        lastFailure = failure; // Every line is written already; there is nothing left to lose.
      }
    }
  }

  private void check() {
    Instant now = clock.instant();
    if (now.isBefore(nextCheck)) {
      return;
    }
    nextCheck = now.plus(CHECK);
    try {
      FileChannel open = channel;
      if (open == null || !isStillThere()) {
        close();
        open();
      } else {
        size = open.size(); // Smaller than known after copytruncate.
      }
    } catch (IOException failure) {
      fail(failure);
    }
  }

  private boolean isStillThere() throws IOException {
    try {
      return Objects.equals(key, attributes().fileKey());
    } catch (NoSuchFileException moved) {
      return false;
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  private void open() throws IOException {
    channel = FileChannel.open(path, CREATE, APPEND);
    BasicFileAttributes attributes = attributes();
    key = attributes.fileKey();
    size = attributes.size();
    started = attributes.creationTime().toInstant(); // Of what was there before the start.
  }

  private void fail(IOException failure) {
    close();
    lastFailure = failure;
    nextCheck = clock.instant().plus(CHECK);
  }

  /// A full disk takes the beginning of a batch; the next line must not follow half a line.
  private void takeBack(FileChannel open) {
    try {
      open.truncate(size);
    } catch (IOException failure) {
      lastFailure =
          failure; // A device or a closed file: there is nothing that could be taken back.
    }
  }

  private void rotate() {
    Instant now = clock.instant();
    try {
      if (isStillThere()) {
        finished.add(now); // What somebody else put there instead is not ours to move.
      }
      close();
      open();
      finished.prune(config.keep());
    } catch (IOException failure) {
      notices.say("rotation", NOTICE, "access-log-rotation", path, failure);
      started = now; // Not again for every batch, but after the next full period.
      if (channel == null) {
        fail(failure);
      }
    }
  }
}
