package dev.weir.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `weir` command. Exit codes: 0 it worked, 1 it did not, 2 it was asked for in the wrong way
/// (also: a wrong configuration).
@Command(
    name = "weir",
    description =
        "An HTTP reliability gateway: every failure is explained, contained, concluded from and"
            + " recovered.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir run --to http://localhost:3000   put Weir in front of a service",
      "  weir run -c weir.yaml                 the same, with a configuration",
      "  weir check weir.yaml                  is it right, and what does it come to",
      "  weir explain 502                      what a code means, and what to do",
      "",
      "'weir COMMAND --help' tells more."
    },
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      ExplainCommand.class,
      DemoCommand.class,
      DrillCommand.class,
      BenchCommand.class,
    })
public final class Weir implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// Runs the command and ends the process with its exit code.
  public static void main(String... arguments) {
    // Korean must reach the terminal whatever the locale says of its character set.
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    System.exit(command().execute(arguments));
  }

  /// The command with all of its subcommands, for the process and for tests.
  static CommandLine command() {
    CommandLine weir = new CommandLine(new Weir());
    var version = new Version();
    weir.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(version));
    return weir.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Weir::explainUsage);
  }

  /// Without a command there is nothing to do.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int explainUsage(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("weir: " + mistake.getMessage());
    UnmatchedArgumentException.printSuggestions(mistake, err);
    err.println(
        "'" + command.getCommandSpec().qualifiedName() + " --help' shows what is possible.");
    return CommandLine.ExitCode.USAGE;
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
