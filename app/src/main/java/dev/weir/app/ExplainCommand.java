package dev.weir.app;

import dev.weir.app.explain.ExplainWords;
import dev.weir.app.explain.Explanation;
import dev.weir.app.explain.ExplanationJson;
import dev.weir.app.explain.ExplanationText;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir explain`: what a status code or a cause means, whose turn it is, whether to try again, and
/// what to look at first.
@Command(
    name = "explain",
    description = "Says what a status code or a cause means, and what to do about it.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir explain 502                 a code, with all of its meanings",
      "  weir explain 500.19              with the sub-status of IIS",
      "  weir explain 4xx                 a class",
      "  weir explain connection_refused  a cause, as in the problem's \"cause\"",
      "  weir explain causes              every cause that Weir tells apart",
      "  weir explain all --json          everything, for a program"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int NARROWEST = 80;
  private static final int WIDEST = 120;

  @Parameters(
      paramLabel = "WHAT",
      description = "A status code, a class such as 4xx, a cause, 'causes' or 'all'.")
  private String what = "";

  @Option(names = "--json", description = "Print JSON: language, classes, codes, causes.")
  private boolean json;

  @Mixin private LanguageOption lang = new LanguageOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ExplainWords words = new ExplainWords(lang.language());
    Explanation explanation = Explanation.of(what).orElseThrow(() -> unknown(words));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.of(new ExplanationJson(words.language()).tree(explanation)));
    } else {
      page(words).lines(explanation).forEach(out::println);
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  /// How wide a page may be: what COLUMNS says, within the bounds of what reads well.
  static int width(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("\\d{1,4}")
        ? Math.clamp(Integer.parseInt(columns), NARROWEST, WIDEST)
        : NARROWEST;
  }

  /// Whether a page may have colour: at a terminal, unless NO_COLOR is set to anything.
  static boolean colour(Map<String, String> environment, boolean terminal) {
    return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  private static ExplanationText page(ExplainWords words) {
    Map<String, String> environment = System.getenv();
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new ExplanationText(words, width(environment), colour(environment, terminal));
  }

  private ParameterException unknown(ExplainWords words) {
    return new ParameterException(spec.commandLine(), words.unknown(what));
  }
}
