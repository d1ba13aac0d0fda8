package dev.weir.status;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The forms in which a failure can be told, and which of them a caller reads.
///
/// Most have the true status beside them. Two protocols read their own status only, so to them the
/// failure is told with 200: [#EVENT_STREAM] and [#GRPC].
///
/// Negotiation follows RFC 9110 section 12.5.1 and never ends in 406: what fits nobody is told as
/// problem+json, since the status that says what happened is worth more than the perfect form
/// (section 12.4.1, RFC 9457 section 3).
public enum AnswerForm {
  /// An HTML page, for people. Old browsers name XHTML first and read HTML as well.
  PAGE("text/html; charset=utf-8", Set.of("text/html", "application/xhtml+xml")::contains),
  /// The answer of a GraphQL service that could not execute the request (GraphQL over HTTP, section
  /// 6.4). Whoever names `application/json` only is no such client: there, nothing but 200 counts.
  GRAPHQL(Types.GRAPHQL, Types.GRAPHQL::equals),
  /// The error document of JSON:API 1.1.
  JSON_API(Types.JSON_API, Types.JSON_API::equals),
  /// Problem details for programs. JSON is UTF-8 by definition, so the type has no `charset` (RFC
  /// 8259).
  PROBLEM_JSON(
      "application/problem+json",
      type ->
          !type.equals(Types.GRAPHQL)
              && !type.equals(Types.JSON_API)
              && (type.equals("application/json")
                  || type.equals("text/json")
                  || type.endsWith("+json"))),
  /// Problem details for programs that read XML.
  PROBLEM_XML(
      "application/problem+xml; charset=utf-8",
      type ->
          !type.equals("application/xhtml+xml")
              && !type.startsWith("image/")
              && (type.equals("application/xml")
                  || type.equals("text/xml")
                  || type.endsWith("+xml"))),
  /// A few lines, for terminals.
  TEXT("text/plain; charset=utf-8", "text/plain"::equals),
  /// An event in a stream that ends with it, for a browser's `EventSource`, which would never come
  /// back after any other status than 200 (HTML section 9.2.2).
  EVENT_STREAM("text/event-stream", "text/event-stream"::equals),
  /// Fields alone, `grpc-status` among them, for gRPC and gRPC-Web. Never asked for by `Accept`: a
  /// client of these names itself by the type of what it sends.
  GRPC("application/grpc", Types.GRPC.asMatchPredicate());

  /// In which order forms are tried where a wildcard fits several: a program is the likelier
  /// caller.
  private static final List<AnswerForm> WITHOUT_A_WISH =
      List.of(PROBLEM_JSON, TEXT, PROBLEM_XML, PAGE);

  private static final Set<AnswerForm> WITH_STREAM = EnumSet.complementOf(EnumSet.of(GRPC));
  private static final Set<AnswerForm> WITH_STATUS =
      EnumSet.complementOf(EnumSet.of(GRPC, EVENT_STREAM));

  private static final int ABSENT = -1;
  private static final int REFUSED = 0;

  private final String contentType;
  private final Predicate<String> names;

  AnswerForm(String contentType, Predicate<String> names) {
    this.contentType = contentType;
    this.names = names;
  }

  /// The media type to send, with its `charset` where the type has one.
  public String contentType() {
    return contentType;
  }

  /// Whether a media type, with or without parameters, is of this form.
  ///
  /// @param contentType a `Content-Type` field; empty for none
  public boolean isNamedBy(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return names.test(type.strip().toLowerCase(Locale.ROOT));
  }

  /// The status code to send with this form.
  ///
  /// @param trueStatus the one that says what happened
  public int sentStatus(int trueStatus) {
    return this == EVENT_STREAM || this == GRPC ? 200 : trueStatus;
  }

  /// The form for a caller, among those with the true status.
  ///
  /// @param accept the `Accept` field, lines joined by commas; empty if there is none
  /// @param navigation whether the browser says that it loads a page (`Sec-Fetch-Mode: navigate`)
  public static AnswerForm negotiate(String accept, boolean navigation) {
    return negotiate(accept, navigation, false);
  }

  /// The form for a caller.
  ///
  /// The highest weight wins. Among equals, one that is named wins over one that only a wildcard
  /// admits, and in the order of the constants. A browser's navigation gets the page unless it
  /// prefers another form by name. Where nothing can be read or nothing fits: the page for a
  /// navigation, otherwise problem+json.
  ///
  /// @param accept the `Accept` field, lines joined by commas; empty if there is none
  /// @param navigation whether the browser says that it loads a page (`Sec-Fetch-Mode: navigate`)
  /// @param stream whether an event stream may be the answer; it is to who prefers it to all others
  public static AnswerForm negotiate(String accept, boolean navigation, boolean stream) {
    List<WeightedList.Element> ranges = WeightedList.parse(accept);
    AnswerForm best = PROBLEM_JSON;
    int most = 0;
    for (AnswerForm form : stream ? WITH_STREAM : WITH_STATUS) {
      int weight = form.namedWeight(ranges);
      if (weight > most) {
        best = form;
        most = weight;
      }
    }
    int page = PAGE.weight(ranges);
    if (navigation && page != REFUSED && (page >= most || most == 0)) {
      return PAGE;
    }
    for (AnswerForm form : WITHOUT_A_WISH) {
      int weight = form.weight(ranges);
      if (weight > most) {
        best = form;
        most = weight;
      }
    }
    return best;
  }

  /// The weight of the form: that of its names, otherwise that of the most specific wildcard.
  private int weight(List<WeightedList.Element> ranges) {
    int named = namedWeight(ranges);
    return named != ABSENT ? named : wildcardWeight(ranges);
  }

  private int namedWeight(List<WeightedList.Element> ranges) {
    int plain = ABSENT;
    int narrowed = ABSENT;
    for (var range : ranges) {
      if (names.test(range.value())) {
        if (range.parameters() == 0) {
          plain = Math.max(plain, range.weight());
        } else {
          narrowed = Math.max(narrowed, range.weight());
        }
      }
    }
    return plain != ABSENT ? plain : narrowed;
  }

  /// `*` alone is no media range, but Java's old client sends it.
  private int wildcardWeight(List<WeightedList.Element> ranges) {
    String ofType = contentType.substring(0, contentType.indexOf('/')) + "/*";
    int specific = ABSENT;
    int any = ABSENT;
    for (var range : ranges) {
      if (range.value().equals(ofType)) {
        specific = Math.max(specific, range.weight());
      } else if (range.value().equals("*/*") || range.value().equals("*")) {
        any = Math.max(any, range.weight());
      }
    }
    return specific != ABSENT ? specific : any;
  }

  // A nested class, since an enum's own constants cannot be read by its constructor calls.
  private static final class Types {
    static final String GRAPHQL = "application/graphql-response+json";
    static final String JSON_API = "application/vnd.api+json";
    static final Pattern GRPC =
        Pattern.compile("application/grpc(-web(-text)?)?(\\+[a-z0-9.-]{1,32})?");
  }
}
