package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChangeTest {
  @TempDir Path directory;
  private Path file = Path.of("weir.yaml");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("weir.yaml"), "a");
  }

  @Test
  void fileThatStaysHasNotChanged() {
    var change = new FileChange(file);
    assertThat(change.seen()).isFalse();
    assertThat(change.seen()).isFalse();
  }

  @Test
  void changeIsSeenOnceAndNotBeforeItCameToRest() throws IOException {
    var change = new FileChange(file);
    Files.writeString(file, "aa");
    assertThat(change.seen()).isFalse();
    Files.writeString(file, "aaa");
    assertThat(change.seen()).isFalse();
    assertThat(change.seen()).isTrue();
    assertThat(change.seen()).isFalse();
  }

  @Test
  void sameLengthAtAnotherTimeIsAChange() throws IOException {
    var change = new FileChange(file);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    assertThat(seen(change)).isTrue();
  }

  @Test
  void renamedOverAsEditorsDoIsAChange() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    var change = new FileChange(file);
    Path other = Files.writeString(directory.resolve("weir.yaml.new"), "b");
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertThat(seen(change)).isTrue();
  }

  @Test
  void linkSwappedAsInAConfigMapIsAChange() throws IOException {
    Path first = Files.createDirectory(directory.resolve("..2026_1"));
    Path second = Files.createDirectory(directory.resolve("..2026_2"));
    FileTime time = FileTime.from(Instant.EPOCH);
    for (Path version : new Path[] {first, second}) {
      Files.setLastModifiedTime(Files.writeString(version.resolve("weir.yaml"), "a"), time);
    }
    Path data = Files.createSymbolicLink(directory.resolve("..data"), first.getFileName());
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("..data", "weir.yaml"));
    var change = new FileChange(file);
    Path swapped = Files.createSymbolicLink(directory.resolve("..data_tmp"), second.getFileName());
    Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);
    assertThat(seen(change)).isTrue();
  }

  @Test
  void fileThatIsGoneHasNotChangedUntilItIsBack() throws IOException {
    var change = new FileChange(file);
    Files.delete(file);
    assertThat(seen(change)).isFalse();
    Files.writeString(file, "back");
    assertThat(seen(change)).isTrue();
  }

  private static boolean seen(FileChange change) {
    boolean atOnce = change.seen();
    return atOnce || change.seen();
  }

  @Test
  void oneOfSeveralFilesIsSeen() throws IOException {
    Path other = Files.writeString(directory.resolve("server.pem"), "a");
    var changes = new FileChanges();
    changes.watch(List.of(file, other));
    Files.writeString(other, "aa");
    changes.watch(List.of(file, other));
    assertThat(changes.seen()).isFalse();
    assertThat(changes.seen()).isTrue();

    changes.watch(List.of(file));
    Files.writeString(other, "aaa");
    assertThat(changes.seen()).isFalse();
    assertThat(changes.seen()).isFalse();
  }
}
