package dev.weir.app;

import dev.weir.app.config.Mistake;
import dev.weir.app.words.Sentence;
import dev.weir.status.Language;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// From a request at the console port to its answer.
final class ConsolePages {
  private record Page(String method, Function<ConsoleRequest, Reply> reply) {
    String allow() {
      return method.equals("GET") ? "GET, HEAD" : method;
    }
  }

  private final Control control;
  private final Language language;
  private final Map<String, Page> pages =
      Map.of(
          "/metrics", new Page("GET", request -> metrics()),
          "/-/healthy", new Page("GET", request -> Reply.text("healthy")),
          "/-/ready", new Page("GET", request -> readiness()),
          "/-/reload", new Page("POST", this::reload));

  ConsolePages(Control control, Language language) {
    this.control = control;
    this.language = language;
  }

  Reply answer(ConsoleRequest request) {
    Page page = pages.get(request.path());
    if (page == null) {
      return Reply.problem(
          404,
          "Not Found",
          request.path()
              + " (expected: one of "
              + String.join(", ", pages.keySet().stream().sorted().toList())
              + ")");
    }
    return page.method().equals(request.method())
        ? page.reply().apply(request)
        : Reply.problem(
                405, "Method Not Allowed", request.method() + " (expected: " + page.allow() + ")")
            .with("Allow", page.allow());
  }

  private Reply metrics() {
    return Reply.metrics(control.metrics());
  }

  private Reply readiness() {
    return control.ready()
        ? Reply.text("ready")
        : Reply.problem(503, "Service Unavailable", "not ready: starting or draining")
            .with("Retry-After", Long.toString(Math.max(1, control.retryAfter().toSeconds())));
  }

  private Reply reload(ConsoleRequest request) {
    if (request.crossSite()) {
      return Reply.problem(403, "Forbidden", "sent by a page of another site");
    }
    return switch (control.reload()) {
      case ReloadOutcome.Applied(Sentence summary) -> Reply.text(summary.in(language));
      case ReloadOutcome.Refused(Sentence summary, List<Mistake> mistakes) ->
          Reply.problem(
              422,
              "Unprocessable Content",
              summary.in(language),
              Map.of("mistakes", MistakeList.tree(mistakes, language)));
      case ReloadOutcome.Failed(Sentence why) -> Reply.problem(409, "Conflict", why.in(language));
      case ReloadOutcome.Pointless(Sentence why) ->
          Reply.problem(409, "Conflict", why.in(language));
    };
  }
}
