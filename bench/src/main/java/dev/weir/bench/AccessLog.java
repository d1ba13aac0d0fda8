package dev.weir.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// The access log of one proxy, as a file.
record AccessLog(Path file) {
  /// Twice the time after which the proxies here write out what they hold back.
  private static final Duration FLUSH = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /// How far into the file [#mentions] looks.
  private static final int HEAD = 1 << 20;

  /// Waits until nothing held back can still arrive, and empties the file. The proxies append, so they
  /// go on at its beginning.
  void clear() throws IOException, InterruptedException {
    Thread.sleep(FLUSH);
    if (Files.exists(file)) {
      Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    }
  }

  /// The lines, once there are as many as expected and time for a flush has gone by, or patience is over.
  long linesAfter(long expected) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (lines() < expected && System.nanoTime() < end) {
      Thread.sleep(Duration.ofMillis(500));
    }
    Thread.sleep(FLUSH);
    return lines();
  }

  long lines() throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    long lines = 0;
    byte[] buffer = new byte[1 << 18];
    try (InputStream in = Files.newInputStream(file)) {
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
    if (!Files.exists(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains(text);
    }
  }
}
