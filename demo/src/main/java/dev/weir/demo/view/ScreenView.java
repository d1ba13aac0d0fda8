package dev.weir.demo.view;

import dev.weir.demo.traffic.Counts;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A block of lines that is drawn again in place each second. Belongs to one thread.
final class ScreenView implements LiveView {
  private static final int REMEMBERED = 60;
  private static final int LABEL = 14;
  // DEC private mode 7, as xterm and its like have it: a line that is too long is cut at the
  // edge, or one line would become two and the next frame begin at the wrong place.
  private static final String UNWRAPPED = "\u001b[?7l";
  private static final String WRAPPED = "\u001b[?7h";
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private final PrintWriter out;
  private final Ink ink;
  private final Words words;
  private final Deque<Double> unserved = new ArrayDeque<>();
  private int drawn;

  ScreenView(PrintWriter out, Ink ink, Words words) {
    this.out = out;
    this.ink = ink;
    this.words = words;
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void show(Frame frame) {
    unserved.addLast(frame.unserved());
    if (unserved.size() > REMEMBERED) {
      unserved.removeFirst();
    }
    List<String> lines = lines(frame);
    // Back to the first line of the frame before, and clear from there to the end of the screen.
    String back = drawn == 0 ? "" : "\u001b[" + drawn + "A\r\u001b[J";
    out.print(back + UNWRAPPED + String.join("\n", lines) + WRAPPED + "\n");
    out.flush();
    drawn = lines.size();
  }

  private List<String> lines(Frame frame) {
    Counts latest = frame.latest();
    Counts total = frame.total();
    String drill = frame.drill(words);
    return List.of(
        "",
        "  " + ink.bold("Weir") + " " + frame.clock() + "   " + words.text("screen.what"),
        "",
        row("screen.rate", words.text("screen.per-second", frame.perSecond(), total.unfinished())),
        row("screen.answers", classes(latest)),
        row("screen.latency", words.latency(latest.latencyMs())),
        row("screen.last-minute", bars() + ink.faint("  " + words.text("screen.bars"))),
        "",
        row(
            "screen.total",
            words.text(
                "screen.counts", total.requests(), total.served(), total.failed(), total.broken())),
        row("screen.status", list(total.statuses())),
        row("screen.causes", total.causes().isEmpty() ? "–" : list(total.causes())),
        row("screen.drill", frame.drill().isPresent() ? ink.yellow(drill) : drill),
        "");
  }

  private String row(String key, String value) {
    return "  " + ink.faint(words.label(key, LABEL)) + value;
  }

  private String classes(Counts counts) {
    String refused = ink.yellow("4xx " + counts.statusClass(4));
    String failed = "5xx " + counts.statusClass(5);
    String broken = words.text("screen.broken", counts.broken());
    return String.join(
        "   ",
        ink.green("2xx " + counts.statusClass(2)),
        refused,
        counts.statusClass(5) > 0 ? ink.red(failed) : failed,
        counts.broken() > 0 ? ink.red(broken) : broken);
  }

  private String bars() {
    return unserved.stream().map(this::bar).collect(Collectors.joining());
  }

  private String bar(double share) {
    if (share == 0) {
      return ink.faint("·");
    }
    int height = Math.min(BARS.length() - 1, (int) (share * BARS.length()));
    return ink.red(BARS.substring(height, height + 1));
  }

  private static String list(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + "×" + entry.getValue())
        .collect(Collectors.joining("  "));
  }
}
