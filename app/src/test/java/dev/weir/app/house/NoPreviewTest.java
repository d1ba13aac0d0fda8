package dev.weir.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Preview features leak into the class file, which then runs on one JDK only.
class NoPreviewTest {
  private static final int JAVA_17 = 61;
  private static final int JAVA_25 = 69;

  @Test
  void noClassFileDependsOnPreviewFeatures() {
    assertThat(classFiles(House.ROOMS))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(version(file).minor()).as("%s", file).isZero());
  }

  @Test
  void statusRunsOnJava17AndTheRestOnJava25() {
    assertThat(classFiles(House.ROOMS))
        .allSatisfy(file ->
            assertThat(version(file).major())
                .as("%s", file)
                .isEqualTo(file.startsWith(House.ROOT.resolve("status")) ? JAVA_17 : JAVA_25));
  }

  @Test
  void nothingSwitchesPreviewFeaturesOn() {
    String flag = "--enable-" + "preview";
    Stream<Path> builders =
        Stream.of("weir", ".ci/run", ".mvn/jvm.config", "pom.xml").map(House.ROOT::resolve);
    Stream<Path> poms = House.ROOMS.stream().map(room -> room.resolve("pom.xml"));
    assertThat(Stream.concat(builders, poms))
        .allSatisfy(file -> assertThat(House.text(file)).doesNotContain(flag));
  }

  private static List<Path> classFiles(List<Path> rooms) {
    return rooms.stream()
        .flatMap(room -> House.files(room.resolve("target/classes"), ".*\\.class").stream())
        .toList();
  }

  private record Version(int minor, int major) {}

  private static Version version(Path file) throws IOException {
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      in.readInt();
      return new Version(in.readUnsignedShort(), in.readUnsignedShort());
    }
  }
}
