package dev.weir.demo.view;

import dev.weir.demo.traffic.Counts;
import java.io.PrintWriter;
import java.time.Duration;

/// A plain line every two seconds, for files, pipes and CI: no cursor movement, no colours.
record LineView(PrintWriter out, Words words) implements LiveView {
  @Override
  public Duration every() {
    return Duration.ofSeconds(2);
  }

  @Override
  public void show(Frame frame) {
    Counts latest = frame.latest();
    out.println(
        words.text(
            "line",
            frame.clock(),
            frame.perSecond(),
            latest.statusClass(2),
            latest.statusClass(4),
            latest.statusClass(5),
            latest.broken(),
            words.latency(latest.latencyMs()),
            frame.drill(words)));
    out.flush();
  }
}
