package dev.weir.demo.traffic;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// The contract of an error answer, checked from the outside: a request id, a body in the form that
/// the client reads (problem details of RFC 9457, or a page), a status that the body confirms; and
/// of what the gateway made itself also the client's language and the id in the body.
record Contract(Call call, Reply reply, JsonNode problem) {
  private static final JsonMapper JSON = new JsonMapper();
  // RFC 9209 section 2.3: the error parameter of a member of Proxy-Status.
  private static final Pattern ERROR = Pattern.compile(";\\s*error=([a-z_]+)");

  static Contract of(Call call, Reply reply) {
    return new Contract(call, reply, problemIn(reply));
  }

  /// What the gateway says went wrong: the error type of `Proxy-Status`; empty where it did not
  /// answer itself.
  Optional<String> gatewayError() {
    Matcher error = ERROR.matcher(reply.field("proxy-status"));
    return error.find() ? Optional.of(error.group(1)) : Optional.empty();
  }

  /// The code of the problem in the body, if there is one.
  Optional<String> code() {
    return Optional.of(problem.path("code").asString("")).filter(code -> !code.isEmpty());
  }

  /// Each way in which an error answer breaks the contract; empty for one that keeps it, and for
  /// what is no error.
  Set<Breach> breaches() {
    Set<Breach> breaches = EnumSet.noneOf(Breach.class);
    boolean ownAnswer = gatewayError().isPresent();
    if (reply.status() >= 400 || ownAnswer) {
      note(breaches, Breach.NO_REQUEST_ID, requestId().isEmpty());
      note(breaches, Breach.WRONG_FORM, !rightForm());
      note(breaches, Breach.WRONG_STATUS, !rightStatus());
      note(breaches, Breach.WRONG_LANGUAGE, ownAnswer && !rightLanguage());
      note(breaches, Breach.NO_ID_INSIDE, ownAnswer && !text().contains(requestId()));
    }
    return breaches;
  }

  private static void note(Set<Breach> breaches, Breach breach, boolean there) {
    if (there) {
      breaches.add(breach);
    }
  }

  private String requestId() {
    return reply.field("x-request-id");
  }

  private boolean rightForm() {
    String type = reply.mediaType();
    if (call.client().browser()) {
      return type.equals("text/html");
    }
    return problem.isObject() || (call.client() == ClientKind.SCRIPT && type.equals("text/plain"));
  }

  private boolean rightStatus() {
    return reply.status() >= 400 && problem.path("status").asInt(reply.status()) == reply.status();
  }

  private boolean rightLanguage() {
    return reply.field("content-language").startsWith(call.client().language());
  }

  private String text() {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static JsonNode problemIn(Reply reply) {
    if (!reply.mediaType().equals("application/problem+json")) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(reply.body());
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    }
  }
}
