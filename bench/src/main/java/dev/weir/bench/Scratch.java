package dev.weir.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// A directory of its own for one measurement: configurations, logs and the origin's files. It is
/// deleted at the end, also where the harness is ended in the middle.
///
/// It is in memory where the machine has a place for that, so that no disk is measured: the proxies
/// here write 20 MB of log a second, and a disk that is busy with one of them would slow down the
/// next.
final class Scratch implements AutoCloseable {
  private static final Path IN_MEMORY = Path.of("/dev/shm");

  private final Path directory;

  Scratch() throws IOException {
    directory =
        Files.isWritable(IN_MEMORY)
            ? Files.createTempDirectory(IN_MEMORY, "weir-bench")
            : Files.createTempDirectory("weir-bench");
    Runtime.getRuntime().addShutdownHook(new Thread(this::closeWhenQuiet));
    // nginx started by root reads its files as another user.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path files = Files.createDirectory(directory.resolve("files"));
    for (Payload payload : Payload.values()) {
      Files.writeString(files.resolve(payload.file()), payload.body());
    }
  }

  Path directory() {
    return directory;
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /// Writes a configuration with its `{placeholders}` filled in; a reader sees the old file or the
  /// new one, never half of it.
  Path fill(String resource, String name, Map<String, ?> values) throws IOException {
    Path part = Files.writeString(file(name + ".part"), filled(text(resource), values));
    return Files.move(part, file(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /// The text with every `{name}` of the values, and `{dir}`, filled in.
  String filled(String text, Map<String, ?> values) {
    String result = text.replace("{dir}", directory.toString());
    for (Map.Entry<String, ?> value : values.entrySet()) {
      result = result.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
    }
    return result;
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = Scratch.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("resource: " + resource + " (expected: beside Scratch)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// A loopback port that was free a moment ago.
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(Scratch::delete);
    }
  }

  /// Deletes it while the processes that write to it are ending.
  private void closeWhenQuiet() {
    for (int attempt = 0; Files.exists(directory) && attempt < 50; attempt++) {
      try {
        Thread.sleep(100);
        close();
      } catch (IOException | UncheckedIOException | InterruptedException e) {
        // A process has just written something: once more.
      }
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
