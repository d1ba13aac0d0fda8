package dev.weir.app;

import dev.weir.app.config.CertificateFiles;
import dev.weir.app.config.ConfigurationReader;
import dev.weir.app.config.ConfigurationSchema;
import dev.weir.app.config.EffectiveConfiguration;
import dev.weir.app.config.Mistake;
import dev.weir.app.config.Reading;
import dev.weir.app.words.Message;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.status.Language;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir check`: is a configuration valid, and what does it come to.
@Command(
    name = "check",
    description =
        "Says whether a configuration is valid, and prints it with every default filled in.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir check                              weir.yaml in this directory",
      "  weir check --json weir.yaml             for a program",
      "  weir check --schema > weir.schema.json  for an editor",
      "",
      "Exit code 2 means: not valid, and standard error says where and why."
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "weir.yaml",
      description = "The configuration file (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("weir.yaml");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--schema", description = "Print the JSON Schema of configuration files instead.")
  private boolean schema;

  @Mixin private LanguageOption lang = new LanguageOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (schema) {
      out().println(Json.of(ConfigurationSchema.tree(lang.language())));
      return CommandLine.ExitCode.OK;
    }
    return switch (ConfigurationReader.read(file)) {
      case Reading.Valid(GatewayConfig config) -> valid(config);
      case Reading.Invalid(List<Mistake> mistakes) -> invalid(mistakes);
    };
  }

  private int valid(GatewayConfig config) {
    PrintWriter err = spec.commandLine().getErr();
    CertificateFiles.notes(config, Instant.now()).forEach(note -> err.println(note.in(language())));
    if (json) {
      print(true, "configuration", EffectiveConfiguration.tree(config));
    } else {
      // A comment, so that the whole of the output is a configuration file.
      out().println("# " + Message.VALID.of(file).in(language()));
      out().print(EffectiveConfiguration.yaml(config));
    }
    out().flush();
    return CommandLine.ExitCode.OK;
  }

  private int invalid(List<Mistake> mistakes) {
    if (json) {
      print(false, "mistakes", MistakeList.tree(mistakes, language()));
    }
    PrintWriter err = spec.commandLine().getErr();
    mistakes.forEach(mistake -> err.println(mistake.in(language())));
    err.println(Message.MISTAKES.of(file, mistakes.size()).in(language()));
    return CommandLine.ExitCode.USAGE;
  }

  private void print(boolean valid, String name, Object value) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("valid", valid);
    tree.put(name, value);
    out().println(Json.of(tree));
  }

  private Language language() {
    return lang.language();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
