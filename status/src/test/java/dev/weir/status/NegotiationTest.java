package dev.weir.status;

import static dev.weir.status.AnswerForm.EVENT_STREAM;
import static dev.weir.status.AnswerForm.GRAPHQL;
import static dev.weir.status.AnswerForm.GRPC;
import static dev.weir.status.AnswerForm.JSON_API;
import static dev.weir.status.AnswerForm.PAGE;
import static dev.weir.status.AnswerForm.PROBLEM_JSON;
import static dev.weir.status.AnswerForm.PROBLEM_XML;
import static dev.weir.status.AnswerForm.TEXT;
import static dev.weir.status.Language.EN;
import static dev.weir.status.Language.KO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each row names the section of the specification that it tests; "Weir" stands for what those
/// leave to the server.
class NegotiationTest {
  private static final boolean FETCH = false;
  private static final boolean NAVIGATION = true;

  static Stream<Arguments> forms() {
    return Stream.of(
        // What clients send.
        arguments("Weir: curl, fetch", "*/*", FETCH, PROBLEM_JSON),
        arguments(
            "Weir: browser",
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
            NAVIGATION,
            PAGE),
        arguments(
            "9110 12.5.1: browser without Sec-Fetch",
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            FETCH,
            PAGE),
        arguments("9110 12.5.1: axios", "application/json, text/plain, */*", FETCH, PROBLEM_JSON),
        arguments(
            "9110 12.5.1: jQuery json",
            "application/json, text/javascript, */*; q=0.01",
            FETCH,
            PROBLEM_JSON),
        arguments(
            "Weir: image",
            "image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8",
            FETCH,
            PROBLEM_JSON),
        arguments("Weir: event source", "text/event-stream", FETCH, PROBLEM_JSON),
        arguments(
            "Weir: old Java client",
            "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
            FETCH,
            PAGE),
        arguments(
            "Weir: old WebKit",
            "application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,*/*;q=0.5",
            FETCH,
            PAGE),
        arguments(
            "Weir: feed reader",
            "application/rss+xml, application/atom+xml, text/html;q=0.5",
            FETCH,
            PROBLEM_XML),
        arguments("Weir: gRPC", "application/grpc", FETCH, PROBLEM_JSON),
        // Names.
        arguments("9457 3: problem+json", "application/problem+json", FETCH, PROBLEM_JSON),
        arguments("9457 3: json", "application/json", FETCH, PROBLEM_JSON),
        arguments("6839 3.1: +json", "application/vnd.shop+json", FETCH, PROBLEM_JSON),
        arguments("9457 B: problem+xml", "application/problem+xml", FETCH, PROBLEM_XML),
        arguments("9457 B: xml", "application/xml", FETCH, PROBLEM_XML),
        arguments("7303 4.2: text/xml", "text/xml", FETCH, PROBLEM_XML),
        arguments("7303 4.2: +xml", "application/soap+xml", FETCH, PROBLEM_XML),
        arguments("9110 12.5.1: html", "text/html", FETCH, PAGE),
        arguments("9110 12.5.1: text", "text/plain", FETCH, TEXT),
        arguments("9110 8.3.1: case", "Application/JSON", FETCH, PROBLEM_JSON),
        // Error shapes of their own.
        arguments(
            "GraphQL over HTTP 6.1: watershed",
            "application/graphql-response+json, application/json;q=0.9",
            FETCH,
            GRAPHQL),
        arguments(
            "GraphQL over HTTP 6.1: charset",
            "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8",
            FETCH,
            GRAPHQL),
        arguments(
            "GraphQL over HTTP 6.1: legacy client", "application/json, */*", FETCH, PROBLEM_JSON),
        arguments(
            "GraphQL over HTTP 6.1: prefers json",
            "application/graphql-response+json;q=0.9, application/json",
            FETCH,
            PROBLEM_JSON),
        arguments(
            "GraphQL over HTTP 6.1: sandbox in a browser",
            "text/html, application/graphql-response+json",
            NAVIGATION,
            PAGE),
        arguments("JSON:API 1.1: media type", "application/vnd.api+json", FETCH, JSON_API),
        arguments(
            "JSON:API 1.1: ext and profile",
            "application/vnd.api+json;ext=\"https://jsonapi.org/ext/atomic\";profile=\"a,b\"",
            FETCH,
            JSON_API),
        arguments(
            "JSON:API 1.1: with json",
            "application/json, application/vnd.api+json",
            FETCH,
            JSON_API),
        arguments("JSON:API 1.1: q=0", "application/vnd.api+json;q=0, */*", FETCH, PROBLEM_JSON),
        // Weights.
        arguments("9110 12.4.2", "text/html;q=0.4, application/json;q=0.5", FETCH, PROBLEM_JSON),
        arguments("9110 12.4.2", "text/html;q=0.5, application/json;q=0.4", FETCH, PAGE),
        arguments(
            "9110 12.4.2: three digits", "text/html;q=0.501, application/json;q=0.5", FETCH, PAGE),
        arguments("9110 12.4.2: case", "text/html;Q=0.5, application/json", FETCH, PROBLEM_JSON),
        arguments(
            "9110 12.4.2: space", "text/html ; q=0.5 , application/json", FETCH, PROBLEM_JSON),
        arguments("Weir: equal, html not below json", "application/json, text/html", FETCH, PAGE),
        arguments(
            "Weir: equal, json before xml",
            "application/xml, application/json",
            FETCH,
            PROBLEM_JSON),
        arguments("9110 12.4.2: q=0", "text/html;q=0, text/plain;q=0.1", FETCH, TEXT),
        arguments("9110 12.4.2: q=0 of the only one", "application/json;q=0", FETCH, PROBLEM_JSON),
        arguments("9110 12.5.1: all but json", "application/json;q=0, */*", FETCH, TEXT),
        // Wildcards and how specific they are.
        arguments("9110 12.5.1: type/*", "application/*", FETCH, PROBLEM_JSON),
        arguments("9110 12.5.1: type/*", "text/*", FETCH, TEXT),
        arguments("9110 12.5.1: name beats wildcard", "text/plain, */*", FETCH, TEXT),
        arguments("9110 12.5.1: equal weight, named", "text/html;q=0.8, */*;q=0.8", FETCH, PAGE),
        arguments("9110 12.5.1: named lower", "text/html;q=0.5, */*;q=0.8", FETCH, PROBLEM_JSON),
        arguments("9110 12.5.1: specific first", "*/*, application/*;q=0.1", FETCH, TEXT),
        arguments("9110 12.5.1: specific zero", "application/*;q=0, */*;q=0.5", FETCH, TEXT),
        arguments("Weir: only strangers", "image/png, audio/*", FETCH, PROBLEM_JSON),
        // Parameters.
        arguments("9110 12.5.1: parameter", "application/json;version=2", FETCH, PROBLEM_JSON),
        arguments("9110 8.3.2: charset", "text/plain;charset=utf-8", FETCH, TEXT),
        arguments(
            "9110 12.5.1: plain beats narrowed",
            "text/html;level=1, text/html;q=0.4, application/json;q=0.5",
            FETCH,
            PROBLEM_JSON),
        arguments(
            "9110 5.6.4: quoted comma",
            "application/json;a=\"x, text/html;q=1\";q=0.5, text/plain;q=0.6",
            FETCH,
            TEXT),
        arguments(
            "9110 5.6.4: quoted quote",
            "text/html;a=\"\\\", text/plain\";q=0.1, application/json;q=0.2",
            FETCH,
            PROBLEM_JSON),
        // Missing and malformed.
        arguments("9110 12.5.1: missing", "", FETCH, PROBLEM_JSON),
        arguments("Weir: missing, navigation", "", NAVIGATION, PAGE),
        arguments("9110 5.6.1: empty elements", ", ,,text/plain,,", FETCH, TEXT),
        arguments("Weir: no value", ";q=1, text/plain;q=0.1", FETCH, TEXT),
        arguments("Weir: weight unreadable", "text/html;q=high, text/plain;q=0.1", FETCH, TEXT),
        arguments("Weir: weight above 1", "text/html;q=7, text/plain;q=0.1", FETCH, TEXT),
        arguments("Weir: weight NaN", "text/html;q=NaN, text/plain;q=0.1", FETCH, TEXT),
        arguments("Weir: weight below 0", "text/html;q=-1, text/plain;q=0.1", FETCH, TEXT),
        arguments("Weir: two dots", "text/html;q=1.0.0, text/plain;q=0.1", FETCH, TEXT),
        arguments(
            "Weir: quote without end",
            "text/plain, text/html;a=\"x, application/json",
            FETCH,
            PAGE),
        arguments("Weir: nonsense", "%$&/()=?\u0000", FETCH, PROBLEM_JSON),
        // Navigation.
        arguments("Weir: navigation, any", "*/*", NAVIGATION, PAGE),
        arguments(
            "Weir: navigation, wildcard higher", "text/html;q=0.5, */*;q=0.8", NAVIGATION, PAGE),
        arguments(
            "Weir: navigation prefers json",
            "application/json, text/html;q=0.9",
            NAVIGATION,
            PROBLEM_JSON),
        arguments("Weir: navigation refuses html", "text/html;q=0, */*", NAVIGATION, PROBLEM_JSON),
        arguments("Weir: navigation, strangers", "image/png", NAVIGATION, PAGE),
        arguments("9110 12.4.2: navigation, nothing", "*/*;q=0", NAVIGATION, PROBLEM_JSON));
  }

  static Stream<Arguments> languages() {
    return Stream.of(
        arguments("9110 12.5.4: missing", "", EN),
        arguments("9110 12.5.4: one", "ko", KO),
        arguments("9110 12.5.4: one", "en", EN),
        arguments("4647 3.4: region", "ko-KR", KO),
        arguments("4647 3.4: script and region", "ko-Kore-KR", KO),
        arguments("4647 3.4: private use", "ko-x-dialect", KO),
        arguments("5646 2.1.1: case", "KO-kr", KO),
        arguments("4647 3.4: no such language", "ja", EN),
        arguments("4647 3.4: prefix is no subtag", "kok-IN", EN),
        arguments("9110 12.4.2: order of equals", "ko, en", KO),
        arguments("9110 12.4.2: order of equals", "en, ko", EN),
        arguments("9110 12.5.4: browser", "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", KO),
        arguments("9110 12.5.4: browser", "en-US,en;q=0.9,ko;q=0.8", EN),
        arguments("9110 12.4.2: weights", "en;q=0.3, ko;q=0.4", KO),
        arguments("4647 3.4: next in the list", "ja, ko;q=0.5", KO),
        arguments("4647 3.4: wildcard alone", "*", EN),
        arguments("4647 3.4: wildcard is skipped", "*, ko;q=0.5", KO),
        arguments("9110 12.4.2: q=0", "ko;q=0", EN),
        arguments("9110 12.4.2: q=0", "en;q=0, *", KO),
        arguments("9110 12.4.2: q=0", "en;q=0", KO),
        arguments("9110 12.4.2: q=0 of both", "en;q=0, ko;q=0", EN),
        arguments("9110 12.4.2: q=0 beats the region", "ko-KR, ko;q=0", EN),
        arguments("9110 12.4.2: q=0 of a region only", "ko-KP;q=0, ko-KR", KO),
        arguments("9110 12.4.2: everything refused", "*;q=0", EN),
        arguments("Weir: underscore", "ko_KR", KO),
        arguments("Weir: weight unreadable", "ko;q=x, en;q=0.1", EN),
        arguments("Weir: nonsense", ";;;,=q,\u0000", EN),
        arguments("4647 2.2: extended range", "ko-*", KO));
  }

  static Stream<Arguments> streams() {
    return Stream.of(
        arguments("HTML 9.2.2: EventSource", "text/event-stream", EVENT_STREAM),
        arguments("9110 8.3.1: case", "Text/Event-Stream", EVENT_STREAM),
        arguments("9110 12.5.1: named before any", "text/event-stream, */*", EVENT_STREAM),
        arguments("Weir: reads errors too", "application/json, text/event-stream", PROBLEM_JSON),
        arguments("Weir: reads pages too", "text/html, text/event-stream", PAGE),
        arguments(
            "9110 12.4.2: prefers the stream",
            "text/event-stream, application/json;q=0.9",
            EVENT_STREAM),
        arguments("9110 12.4.2: q=0", "text/event-stream;q=0", PROBLEM_JSON),
        arguments("9110 12.5.1: wildcards are no wish", "text/*, */*", PROBLEM_JSON),
        arguments("9110 12.5.1: type/* is no wish", "text/*", TEXT));
  }

  @ParameterizedTest(name = "{0} [{1}]")
  @MethodSource("streams")
  void streamIsForWhoPrefersIt(String section, String accept, AnswerForm expected) {
    assertThat(AnswerForm.negotiate(accept, FETCH, true)).isEqualTo(expected);
  }

  @Test
  void statusIsTrueWhereTheClientReadsIt() {
    for (AnswerForm form : AnswerForm.values()) {
      boolean elsewhere = form == EVENT_STREAM || form == GRPC;
      assertThat(form.sentStatus(503)).isEqualTo(elsewhere ? 200 : 503);
    }
  }

  @Test
  void clientOfGrpcIsKnownByWhatItSends() {
    for (String type :
        new String[] {
          "application/grpc",
          "application/grpc+proto",
          "application/grpc+json; charset=utf-8",
          "Application/gRPC",
          "application/grpc-web",
          "application/grpc-web-text+proto"
        }) {
      assertThat(GRPC.isNamedBy(type)).as(type).isTrue();
      assertThat(AnswerForm.negotiate(type, FETCH, true)).as(type).isEqualTo(PROBLEM_JSON);
    }
    for (String type :
        new String[] {
          "application/grpcx", "application/grpc+", "application/grpc+a b", "text/grpc", ""
        }) {
      assertThat(GRPC.isNamedBy(type)).as(type).isFalse();
    }
  }

  @ParameterizedTest(name = "{0} [{1}] {2}")
  @MethodSource("forms")
  void formFollowsAccept(String section, String accept, boolean navigation, AnswerForm expected) {
    assertThat(AnswerForm.negotiate(accept, navigation)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} [{1}]")
  @MethodSource("languages")
  void languageFollowsAcceptLanguage(String section, String field, Language expected) {
    assertThat(AcceptLanguage.negotiate(field)).isEqualTo(expected);
  }

  @Test
  void theTableIsLongEnough() {
    assertThat(forms().count() + languages().count()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void anythingAtAllIsAnswered() {
    Random random = new Random(7);
    String alphabet = "ah/*;,q=\"\\.01 t-xml+json\t\u00e9";
    for (int i = 0; i < 20_000; i++) {
      String field =
          random
              .ints(random.nextInt(40), 0, alphabet.length())
              .mapToObj(n -> alphabet.substring(n, n + 1))
              .reduce("", String::concat);

      boolean navigation = random.nextBoolean();
      assertThat(AnswerForm.negotiate(field, navigation, random.nextBoolean())).isNotNull();
      assertThat(AcceptLanguage.negotiate(field)).isNotNull();
    }
  }

  /// Far more often than fits into the time if that grew with the square of the length. Counts the
  /// time of the processor, since the machine may be busy with something else.
  @Test
  void hostileLengthIsCheap() {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (String unit :
        new String[] {"a/b,", ";", "\"", "*/*;q=0.1,", "\\", "text/html;a=\"", " "}) {
      String field = unit.repeat(32_768 / unit.length());
      for (int i = 0; i < 20; i++) {
        assertThat(AnswerForm.negotiate(field, false)).isNotNull();
        assertThat(AcceptLanguage.negotiate(field)).isNotNull();
      }
    }
    assertThat(threads.getCurrentThreadCpuTime() - start).isLessThan(2_000_000_000L);
  }

  @Test
  void contentTypeTellsItsForm() {
    assertThat(PAGE.isNamedBy("text/HTML;charset=utf-8")).isTrue();
    assertThat(PROBLEM_JSON.isNamedBy("application/problem+json")).isTrue();
    assertThat(PROBLEM_JSON.isNamedBy("")).isFalse();
    for (AnswerForm form : AnswerForm.values()) {
      assertThat(form.isNamedBy(form.contentType().toUpperCase(Locale.ROOT))).isTrue();
    }
  }
}
