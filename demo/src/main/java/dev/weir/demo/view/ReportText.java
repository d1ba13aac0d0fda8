package dev.weir.demo.view;

import dev.weir.demo.drill.DrillReport;
import dev.weir.demo.traffic.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reports as people read them.
public record ReportText(Words words) {
  private static final int LABEL = 14;

  /// What callers saw in the whole of a demo.
  public String demo(DemoSummary summary) {
    List<String> lines = new ArrayList<>();
    lines.add(words.text("summary.title", summary.seconds(), summary.seed(), summary.rate()));
    lines.addAll(callers(summary.callers()));
    lines.add(row("report.latency", words.latency(summary.callers().latencyMs())));
    if (summary.skipped() > 0) {
      lines.add(words.text("summary.skipped", summary.skipped()));
    }
    return String.join("\n", lines);
  }

  /// What callers saw of a drill.
  public String drill(DrillReport report) {
    List<String> lines = new ArrayList<>();
    String instances =
        report.instances().stream().map(String::valueOf).collect(Collectors.joining(", "));
    lines.add(words.text("report.title", report.fault(), instances, report.seconds()));
    lines.addAll(callers(report.during()));
    lines.add(row("report.before", phase(report.before())));
    lines.add(row("report.during", phase(report.during())));
    lines.add(row("report.after", phase(report.after())));
    return String.join("\n", lines);
  }

  private List<String> callers(Counts counts) {
    List<String> lines = new ArrayList<>();
    lines.add(row("report.callers", served(counts)));
    lines.add(row("report.status", list(counts.statuses())));
    if (!counts.causes().isEmpty()) {
      lines.add(row("report.causes", list(counts.causes())));
    }
    if (!counts.codes().isEmpty()) {
      lines.add(row("report.codes", list(counts.codes())));
    }
    if (!counts.breaks().isEmpty()) {
      lines.add(row("report.breaks", list(counts.breaks())));
    }
    lines.add(row("report.contract", contract(counts.errors())));
    return lines;
  }

  private String served(Counts counts) {
    return words.text(
        "report.counts",
        counts.requests(),
        counts.served(),
        counts.failed(),
        counts.broken(),
        counts.unfinished());
  }

  private String contract(Counts.Errors errors) {
    if (errors.answers() == 0) {
      return words.text("report.contract.none");
    }
    String kept = words.text("report.contract.kept", errors.withContract(), errors.answers());
    return errors.breaches().isEmpty() ? kept : kept + "   " + list(errors.breaches());
  }

  private String phase(Counts counts) {
    long bad = counts.failed() + counts.broken();
    return words.latency(counts.latencyMs())
        + "   "
        + words.text("report.phase", counts.requests(), bad);
  }

  private String row(String key, String value) {
    return "  " + words.label(key, LABEL) + value;
  }

  private static String list(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " × " + entry.getValue())
        .collect(Collectors.joining("   "));
  }
}
