package dev.weir.gateway.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.AccessLogConfig;
import dev.weir.gateway.config.AccessLogConfig.Format;
import dev.weir.gateway.config.Ratio;
import dev.weir.gateway.config.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path directory;
  private final TestingClock clock = new TestingClock();
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  @Test
  void withoutAFileLinesGoToStandardOutput() {
    AccessLog log = log(config(Format.JSON, Optional.empty(), 1, 7));
    write(log, "a", "b");
    assertThat(stdout.toString(UTF_8).lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
  }

  @Test
  void combinedIsTheOtherFormatAndOffIsNone() {
    write(log(config(Format.COMBINED, Optional.empty(), 1, 7)), "a");
    assertThat(stdout.toString(UTF_8)).startsWith("192.0.2.7 - - [31/Jan/2026:23:59:58 +0000] ");
    stdout.reset();
    write(log(config(Format.OFF, Optional.of(file()), 1, 7)), "a");
    assertThat(stdout.size()).isZero();
    assertThat(file()).doesNotExist();
  }

  @Test
  void onlySampledSuccessesAreWritten() {
    AccessLog log = log(config(Format.JSON, Optional.empty(), 0, 7));
    log.write(TestingExchange.withStatus(200));
    log.write(TestingExchange.withStatus(503));
    log.tick();
    assertThat(stdout.toString(UTF_8))
        .hasLineCount(1)
        .contains("\"http.response.status_code\":503");
  }

  @Test
  void linesReachTheFileInOrderAndAreAppendedAfterARestart() throws IOException {
    AccessLog log = toFile(7);
    write(log, "a", "b");
    log.close();
    AccessLog next = toFile(7);
    write(next, "c");
    assertThat(ids(file())).containsExactly("a", "b", "c");
  }

  @Test
  void largeBatchIsWrittenBeforeItIsAsked() throws IOException {
    AccessLog log = toFile(7);
    for (int i = 0; i < 1_000; i++) {
      log.write(TestingExchange.withId(Integer.toString(i)));
    }
    assertThat(Files.size(file())).isGreaterThan(128 << 10);
    log.close();
    assertThat(ids(file())).hasSize(1_000);
  }

  @Test
  void fileThatWouldGrowBeyondItsSizeIsFinished() throws IOException {
    int line = lineLength();
    AccessLog log = log(config(Format.JSON, Optional.of(file()), 1, 7, 2L * line));
    write(log, "a");
    write(log, "b");
    write(log, "c");
    assertThat(finished())
        .singleElement()
        .satisfies(old -> assertThat(ids(old)).containsExactly("a", "b"));
    assertThat(ids(file())).containsExactly("c");
    String time =
        DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'")
            .format(clock.instant().atOffset(ZoneOffset.UTC));
    assertThat(finished().getFirst()).hasFileName("access.log." + time);
  }

  @Test
  void onlyTheNewestFinishedFilesAreKept() throws IOException {
    Path stranger = Files.writeString(directory.resolve("access.log.1"), "not ours");
    AccessLog log = log(config(Format.JSON, Optional.of(file()), 1, 2, 1));
    for (String id : List.of("a", "b", "c", "d", "e")) {
      write(log, id); // Five files within one millisecond.
    }
    assertThat(finished()).hasSize(2);
    assertThat(ids(finished().get(0))).containsExactly("c");
    assertThat(ids(finished().get(1))).containsExactly("d");
    assertThat(ids(file())).containsExactly("e");
    assertThat(stranger).exists();
  }

  @Test
  void fileIsFinishedAfterItsTimeUnlessItIsEmpty() throws IOException {
    AccessLog log = toFile(7);
    write(log, "a");
    clock.pass(Duration.ofDays(1).minusNanos(1));
    log.tick();
    assertThat(finished()).isEmpty();
    clock.pass(Duration.ofNanos(1));
    log.tick();
    assertThat(finished()).hasSize(1);
    clock.pass(Duration.ofDays(3));
    log.tick();
    assertThat(finished()).hasSize(1);
    write(log, "b");
    assertThat(ids(file())).containsExactly("b");
  }

  @Test
  void fileThatWasMovedIsOpenedAnewWithinASecond() throws IOException {
    AccessLog log = toFile(7);
    write(log, "a");
    Path moved = Files.move(file(), directory.resolve("access.log.moved"));
    write(log, "b");
    clock.pass(SECOND);
    write(log, "c");
    assertThat(ids(moved)).containsExactly("a", "b");
    assertThat(ids(file())).containsExactly("c");
  }

  @Test
  void fileThatWasReplacedIsOpenedAnewWithinASecond() throws IOException {
    AccessLog log = toFile(7);
    write(log, "a");
    Files.move(file(), directory.resolve("access.log.moved"));
    Files.createFile(file());
    clock.pass(SECOND);
    write(log, "b");
    assertThat(ids(file())).containsExactly("b");
  }

  @Test
  void fileThatWasEmptiedIsWrittenFromItsStart() throws IOException {
    AccessLog log = toFile(7);
    write(log, "a");
    Files.newByteChannel(file(), java.nio.file.StandardOpenOption.WRITE).truncate(0).close();
    write(log, "b");
    assertThat(ids(file())).containsExactly("b");
  }

  @Test
  void missingDirectoryLosesLinesAloudAndWritingResumes() throws IOException {
    Path gone = directory.resolve("volume");
    AccessLog log = log(config(Format.JSON, Optional.of(gone.resolve("access.log")), 1, 7));
    write(log, "a", "b");
    write(log, "c");
    assertThat(log.lostLines()).isEqualTo(3);
    assertThat(stderr.toString(UTF_8))
        .hasLineCount(1)
        .contains(gone.toString())
        .contains("NoSuchFile");
    Files.createDirectory(gone);
    clock.pass(SECOND);
    write(log, "d");
    assertThat(ids(gone.resolve("access.log"))).containsExactly("d");
    assertThat(log.lostLines()).isEqualTo(3);
  }

  @Test
  void directoryThatDisappearsIsNoticedAndSaidOnceAMinute() throws IOException {
    Path volume = Files.createDirectory(directory.resolve("volume"));
    AccessLog log = log(config(Format.JSON, Optional.of(volume.resolve("access.log")), 1, 7));
    write(log, "a");
    Files.move(volume, directory.resolve("unmounted"));
    for (int second = 0; second < 90; second++) {
      clock.pass(SECOND);
      write(log, "b");
    }
    assertThat(log.lostLines()).isEqualTo(90);
    assertThat(stderr.toString(UTF_8)).hasLineCount(2);
    Files.move(directory.resolve("unmounted"), volume);
    clock.pass(SECOND);
    write(log, "c");
    assertThat(ids(volume.resolve("access.log"))).containsExactly("a", "c");
  }

  /// `/dev/full` answers every write as a full disk does.
  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskLosesLinesAndGoesOn() {
    AccessLog log = log(config(Format.JSON, Optional.of(Path.of("/dev/full")), 1, 7));
    write(log, "a");
    clock.pass(SECOND);
    write(log, "b", "c");
    assertThat(log.lostLines()).isEqualTo(3);
    assertThat(stderr.toString(UTF_8)).hasLineCount(1).contains("/dev/full");
  }

  @Test
  void fileThatCannotBeFinishedIsWrittenOnAloud() throws IOException {
    Path longest =
        directory.resolve("l".repeat(250)); // With a time behind it, longer than names may be.
    AccessLog log = log(config(Format.JSON, Optional.of(longest), 1, 7, 1));
    write(log, "a");
    write(log, "b");
    write(log, "c");
    assertThat(ids(longest)).containsExactly("a", "b", "c");
    assertThat(log.lostLines()).isZero();
    assertThat(stderr.toString(UTF_8)).hasLineCount(1).contains(longest.toString());
  }

  @Test
  void whatSomebodyElsePutInPlaceOfTheFileIsNotMoved() throws IOException {
    AccessLog log = log(config(Format.JSON, Optional.of(file()), 1, 7, 1));
    write(log, "a");
    Files.delete(file());
    Files.createDirectory(file());
    write(log, "b");
    assertThat(file()).isDirectory();
    assertThat(log.lostLines()).isEqualTo(1);
  }

  @Test
  void ageOfAFileOutlivesARestart() throws IOException {
    AccessLog log = toFile(7);
    write(log, "a");
    log.close();
    clock.pass(Duration.ofDays(2));
    AccessLog next = toFile(7);
    next.tick();
    assertThat(finished())
        .singleElement()
        .satisfies(old -> assertThat(ids(old)).containsExactly("a"));
  }

  @Test
  void standardOutputThatIsClosedLosesLines() {
    var closed =
        new java.io.OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    var notices = new Notices(new PrintStream(stderr, true, UTF_8), clock);
    var log = new AccessLog(AccessLogConfig.DEFAULT, closed, clock, notices);
    write(log, "a");
    assertThat(log.lostLines()).isEqualTo(1);
    assertThat(stderr.toString(UTF_8)).contains("stdout").contains("Broken pipe");
  }

  @Test
  void reloadTakesEffectForWhatComesAfter() throws IOException {
    AccessLog log = log(config(Format.JSON, Optional.empty(), 1, 7));
    log.write(TestingExchange.withId("a"));
    log.reload(config(Format.JSON, Optional.of(file()), 1, 7));
    write(log, "b");
    assertThat(stdout.toString(UTF_8)).hasLineCount(1).contains("\"a\"");
    assertThat(ids(file())).containsExactly("b");
  }

  private Path file() {
    return directory.resolve("access.log");
  }

  private AccessLog toFile(int keep) {
    return log(config(Format.JSON, Optional.of(file()), 1, keep));
  }

  private AccessLog log(AccessLogConfig config) {
    var notices = new Notices(new PrintStream(stderr, true, UTF_8), clock);
    return new AccessLog(config, stdout, clock, notices);
  }

  private static AccessLogConfig config(
      Format format, Optional<Path> file, double successes, int keep) {
    return config(format, file, successes, keep, 100 << 20);
  }

  private static AccessLogConfig config(
      Format format, Optional<Path> file, double successes, int keep, long size) {
    return new AccessLogConfig(
        format, file, new Ratio(successes), new Size(size), Duration.ofDays(1), keep);
  }

  private static void write(AccessLog log, String... ids) {
    for (String id : ids) {
      log.write(TestingExchange.withId(id));
    }
    log.tick();
  }

  private int lineLength() {
    AccessLog log = log(config(Format.JSON, Optional.empty(), 1, 7));
    write(log, "a");
    return stdout.size();
  }

  private List<Path> finished() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith("Z")).sorted().toList();
    }
  }

  private static List<String> ids(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.replaceAll(".*\"weir.request_id\":\"([^\"]*)\".*}", "$1"))
        .toList();
  }
}
