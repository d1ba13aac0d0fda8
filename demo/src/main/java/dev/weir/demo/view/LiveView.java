package dev.weir.demo.view;

import java.io.PrintWriter;
import java.time.Duration;

/// Shows a demo while it runs.
public sealed interface LiveView permits LineView, ScreenView, NoView {
  /// How long between two frames.
  Duration every();

  /// Shows the next frame.
  void show(Frame frame);

  /// The view for this output: one that redraws in place on a terminal, else plain lines.
  ///
  /// @param terminal what that output is
  static LiveView on(PrintWriter out, Terminal terminal, Words words) {
    return terminal.cursor()
        ? new ScreenView(out, new Ink(terminal.colours()), words)
        : new LineView(out, words);
  }

  /// Shows nothing, for programs that read the summary.
  static LiveView none() {
    return new NoView();
  }
}
