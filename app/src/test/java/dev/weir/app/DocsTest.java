package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.ConfigurationReader;
import dev.weir.app.config.Mistake;
import dev.weir.app.config.Reading;
import dev.weir.app.house.House;
import dev.weir.app.words.Message;
import dev.weir.app.words.Sentence;
import dev.weir.status.Cause;
import dev.weir.status.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/// What the docs name exists: commands and their options, configuration keys, and linked files.
class DocsTest {
  /// Commands that the door has itself.
  private static final Set<String> OF_THE_DOOR = Set.of("test", "fuzz", "attack", "conformance");

  /// What an excerpt of a configuration may lack.
  private static final Set<Message> OF_EXCERPTS =
      EnumSet.of(
          Message.NO_ROUTES,
          Message.MISSING_KEY,
          Message.UNKNOWN_SERVICE,
          Message.UNKNOWN_SERVICE_MEANT);

  private static final Set<Message> TO_BE_WRITTEN =
      Set.of(Message.AN_EXISTING_FILE, Message.AN_EXISTING_FOLDER);
  private static final Pattern FENCE =
      Pattern.compile("(?ms)^ *```(?<language>\\w*)[^\\n]*\\n(?<text>.*?)^ *```");
  private static final Pattern INLINE = Pattern.compile("`(?<text>[^`\\n]+)`");
  private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}(?<text>.+)$");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\s*(?:\\$ )?(?:\\./)?weir +(?<arguments>[a-z-].*)$");
  private static final Pattern IMAGE = Pattern.compile("<img src=\"(?<file>[^\"]+)\"");
  private static final Pattern MIDDLE_COLUMN =
      Pattern.compile("(?m)^\\|[^|\\n]*\\|(?<figure>[^|\\n]*)\\|[^|\\n]*\\|$");
  private static final Pattern NUMBER = Pattern.compile("\\d+([.,]\\d+)*");
  private static final Pattern LINK = Pattern.compile("]\\((?<file>[^)#:\\s]+)(?:#[^)]*)?\\)");

  static Stream<Path> docs() {
    return House.files(House.ROOT, "[A-Z]+(\\.ko)?\\.md|docs/.*\\.md").stream();
  }

  @ParameterizedTest
  @MethodSource("docs")
  void commandsAndOptionsExist(Path doc) {
    assertThat(commands(House.text(doc)).flatMap(DocsTest::unknown)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("docs")
  void configurationIsAccepted(Path doc) {
    assertThat(configurations(House.text(doc)).flatMap(yaml -> mistakes(doc, yaml))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("docs")
  void linkedFilesExist(Path doc) {
    assertThat(LINK.matcher(House.text(doc)).results().map(link -> link.group("file")))
        .allSatisfy(file -> assertThat(Files.exists(doc.resolveSibling(file))).as(file).isTrue());
  }

  @Test
  void docsOfBothLanguagesAreRead() {
    assertThat(docs().map(doc -> House.ROOT.relativize(doc).toString()))
        .contains(
            "README.md",
            "README.ko.md",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "docs/configuration.md",
            "docs/configuration.ko.md",
            "docs/life-of-a-request.md",
            "docs/life-of-a-request.ko.md",
            "docs/decisions.md");
  }

  /// An image has a size and therefore an HTML element.
  @ParameterizedTest
  @CsvSource({"README.md", "README.ko.md"})
  void shownImagesExist(String doc) {
    assertThat(IMAGE.matcher(House.text(House.ROOT.resolve(doc))).results())
        .isNotEmpty()
        .allSatisfy(image -> assertThat(House.ROOT.resolve(image.group("file"))).exists());
  }

  @ParameterizedTest
  @CsvSource({"README.md, ' causes'", "README.ko.md, 가지 원인"})
  void causesAreCounted(String doc, String word) {
    assertThat(House.text(House.ROOT.resolve(doc))).contains(Cause.values().length + word);
  }

  @Test
  void bothReadmesShowTheSameFigures() {
    assertThat(figures("README.ko.md")).isNotEmpty().isEqualTo(figures("README.md"));
  }

  @ParameterizedTest
  @CsvSource({
    "weir check weir.yaml, ''",
    "./weir run --to http://127.0.0.1:3000  # a comment, ''",
    "weir fly, unknown command: fly",
    "weir run --too http://127.0.0.1:3000, unknown option: run --too",
  })
  void unknownCommandIsSeen(String line, String expected) {
    assertThat(commands("    " + line).flatMap(DocsTest::unknown).findFirst().orElse(""))
        .isEqualTo(expected);
  }

  @Test
  void unknownKeyIsSeen() {
    var doc = "```yaml\nroutes:\n  - service: shop\n    timout: 15s\n```\n";

    assertThat(configurations(doc).flatMap(yaml -> mistakes(Path.of("a.md"), yaml)))
        .singleElement()
        .asString()
        .contains("timout");
  }

  /// The numbers in the middle column of tables of three, without the words around them.
  private static List<String> figures(String doc) {
    return MIDDLE_COLUMN
        .matcher(House.text(House.ROOT.resolve(doc)))
        .results()
        .flatMap(row -> NUMBER.matcher(row.group("figure")).results())
        .map(MatchResult::group)
        .toList();
  }

  private static Stream<String> commands(String doc) {
    String prose = FENCE.matcher(doc).replaceAll("");
    Stream<MatchResult> fenced =
        FENCE
            .matcher(doc)
            .results()
            .filter(block -> block.group("language").matches("|sh|console"));
    Stream<MatchResult> others =
        Stream.of(INLINE, INDENTED).flatMap(pattern -> pattern.matcher(prose).results());
    return Stream.concat(fenced, others)
        .flatMap(code -> COMMAND.matcher(code.group("text")).results())
        .map(command -> command.group("arguments").split(" {2}| [#|&>] ", 2)[0]);
  }

  /// What of a command line does not exist: the options before the first word belong to `weir`.
  private static Stream<String> unknown(String commandLine) {
    CommandSpec spec = Weir.command().getCommandSpec();
    for (String word : commandLine.replaceAll("[\\[\\]()]", "").strip().split(" +", -1)) {
      if (word.startsWith("-") && spec.findOption(word.replaceFirst("=.*", "")) == null) {
        return Stream.of("unknown option: " + spec.name() + " " + word);
      }
      if (!word.startsWith("-") && !spec.subcommands().isEmpty()) {
        if (spec.parent() == null && OF_THE_DOOR.contains(word)) {
          return Stream.of();
        }
        var command = spec.subcommands().get(word);
        if (command == null) {
          return Stream.of("unknown command: " + word);
        }
        spec = command.getCommandSpec();
      }
    }
    return Stream.of();
  }

  private static Stream<String> configurations(String doc) {
    return FENCE
        .matcher(doc)
        .results()
        .filter(block -> block.group("language").equals("yaml"))
        .map(block -> block.group("text"));
  }

  private static Stream<String> mistakes(Path doc, String yaml) {
    List<Mistake> mistakes =
        switch (ConfigurationReader.read(doc.toString(), yaml)) {
          case Reading.Valid _ -> List.of();
          case Reading.Invalid invalid -> invalid.mistakes();
        };
    return mistakes.stream()
        .filter(mistake -> !OF_EXCERPTS.contains(mistake.what().message()))
        .filter(mistake -> !missesFile(mistake))
        .map(mistake -> mistake.in(Language.EN));
  }

  /// A doc may name a file or folder that its reader is to make.
  private static boolean missesFile(Mistake mistake) {
    return mistake.what().parts().stream()
        .anyMatch(part -> part instanceof Sentence said && TO_BE_WRITTEN.contains(said.message()));
  }
}
