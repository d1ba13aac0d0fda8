package dev.weir.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// The command as it was called in a test: its exit code and what it said.
record Invocation(int exitCode, String out, String err) {
  static Invocation of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Weir.command().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    return new Invocation(exitCode, out.toString(), err.toString());
  }

  List<String> errorLines() {
    return err.lines().toList();
  }
}
