package dev.weir.app.house;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {
  private static final Path SAMPLES = House.ROOT.resolve("build/wrong/rooms");
  private static final JavaClasses HOUSE =
      new ClassFileImporter().importPaths(compiled("target/classes"));

  @Test
  void everyRoomIsLookedAt() {
    assertThat(House.ROOMS)
        .isNotEmpty()
        .allSatisfy(room ->
            assertThat(HOUSE.stream().map(type -> type.getPackageName()))
                .contains("dev.weir." + room.getFileName()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void ruleHolds(String name) {
    rule(name).check(HOUSE);
  }

  @Test
  void noTestSleeps() {
    rule("nobody-sleeps")
        .check(new ClassFileImporter().importPaths(compiled("target/test-classes")));
  }

  @ParameterizedTest
  @MethodSource("names")
  void ruleRefusesItsWrongSample(String name, @TempDir Path classes) {
    compile(House.files(SAMPLES.resolve(name), ".*\\.java"), classes);

    var result = rule(name).evaluate(new ClassFileImporter().importPath(classes));

    assertThat(result.hasViolation()).as("build/wrong/rooms/%s is let through", name).isTrue();
  }

  private static ArchRule rule(String name) {
    return requireNonNull(HouseRules.all().get(name), name);
  }

  static Stream<String> names() {
    return HouseRules.all().sequencedKeySet().stream();
  }

  private static List<Path> compiled(String folder) {
    return House.ROOMS.stream()
        .map(room -> room.resolve(folder))
        .filter(Files::isDirectory)
        .toList();
  }

  private static void compile(List<Path> sources, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var files = compiler.getStandardFileManager(null, null, null);
    var said = new StringWriter();
    List<String> options =
        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    boolean compiled =
        compiler
            .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
            .call();
    assertThat(compiled).as("%s", said).isTrue();
  }
}
