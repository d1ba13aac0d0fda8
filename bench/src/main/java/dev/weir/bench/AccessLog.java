package dev.weir.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// The access log of one proxy during one turn, as a file. For one thread.
final class AccessLog {
  /// Longer than the second after which the proxies here write out what they hold back.
  private static final Duration FLUSH = Duration.ofMillis(1500);

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /// How far into the turn [#mentions] looks.
  private static final int HEAD = 1 << 20;

  private final Path file;
  private long sizeBefore;

  AccessLog(Path file) {
    this.file = file;
  }

  /// Waits until nothing held back can still arrive, and gives the space of the file back.
  void clear() throws IOException, InterruptedException {
    Thread.sleep(FLUSH);
    if (Files.exists(file)) {
      sizeBefore = Files.size(file);
      Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    }
  }

  /// The lines, once there are as many as expected and time for a flush has gone by, or patience is
  /// over.
  long linesAfter(long expected) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (lines() < expected && System.nanoTime() < end) {
      Thread.sleep(Duration.ofMillis(500));
    }
    Thread.sleep(FLUSH);
    return lines();
  }

  long lines() throws IOException {
    long lines = 0;
    byte[] buffer = new byte[1 << 18];
    try (InputStream in = open()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int index = 0; index < read; index++) {
          lines += buffer[index] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  /// If a text stands near the beginning.
  boolean mentions(String text) throws IOException {
    try (InputStream in = open()) {
      return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains(text);
    }
  }

  /// What was written since the file was cleared. A proxy that appends goes on at the beginning;
  /// HAProxy drops the append flag of its standard output and goes on where it was, behind a hole.
  private InputStream open() throws IOException {
    if (!Files.exists(file)) {
      return InputStream.nullInputStream();
    }
    SeekableByteChannel channel = Files.newByteChannel(file);
    InputStream in = Channels.newInputStream(channel);
    boolean hole = in.read() == 0;
    channel.position(hole ? sizeBefore : 0);
    return in;
  }
}
