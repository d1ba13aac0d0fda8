package dev.weir.gateway.compress;

import dev.weir.gateway.config.CompressionConfig;
import dev.weir.gateway.message.Coding;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.message.ResponseHead;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The answers of a route that are compressed on their way to the client. Immutable, shared by all
/// loops.
public final class Compression {
  // What has no content or a part of it (RFC 9110 sections 15.3.5 to 15.3.7, RFC 3229).
  private static final Set<Integer> NOT_WHOLE = Set.of(204, 205, 206, 226);

  // An event stream would hold an encoder for hours, and is what an eavesdropper likes best: one
  // secret's events and another's in one window. gRPC has a compression of its own.
  private static final List<String> NEVER = List.of("text/event-stream", "application/grpc");

  private final List<MediaTypePattern> types;
  private final CompressionConfig config;
  private final Set<Coding> available = Libraries.AVAILABLE;

  public Compression(CompressionConfig config) {
    this.config = config;
    this.types = config.types().stream().map(MediaTypePattern::of).toList();
  }

  /// The request as the origin has to get it, so that its preconditions hold.
  public RequestHead request(RequestHead request) {
    return EntityTags.withStrong(request);
  }

  /// How this answer goes to its client.
  ///
  /// @param certified whether the client showed a certificate
  /// @param length of the body in bytes, -1 if only its end will tell
  /// @param offered whether a body can begin in this coding now
  public Relay relay(
      RequestHead request,
      boolean certified,
      ResponseHead head,
      long length,
      Predicate<Coding> offered) {
    if (head.status() == 304) {
      boolean coded = EntityTags.knowsWeakOnly(request, EntityTags.of(head.fields()));
      return Relay.plain(coded ? HeadCopy.refreshing(head) : head);
    }
    if (!merits(head, request.method() == Method.HEAD ? declared(head) : length)) {
      return Relay.plain(head);
    }
    Optional<Coding> coding =
        mayDiffer(request) && !Exposure.of(request, certified, config.credentials())
            ? chosen(request, offered)
            : Optional.empty();
    return new Relay(
        coding.map(each -> HeadCopy.coded(head, each)).orElseGet(() -> HeadCopy.varying(head)),
        coding.filter(each -> request.method() != Method.HEAD));
  }

  /// The trailers of an answer in a coding.
  public Fields trailers(Fields trailers) {
    return HeadCopy.trailers(trailers);
  }

  private Optional<Coding> chosen(RequestHead request, Predicate<Coding> offered) {
    return Coding.wanted(request.fields().joined("accept-encoding")).stream()
        .filter(available::contains)
        .filter(offered)
        .findFirst();
  }

  // Who asks for a part counts bytes as the origin has them; HTTP/1.0 has no way to tell the end of
  // a body whose length nobody knows from a broken connection.
  private static boolean mayDiffer(RequestHead request) {
    Fields fields = request.fields();
    return !request.protocol().equals("1.0")
        && fields.joined("range").isEmpty()
        && !forbidsTransform(fields);
  }

  private boolean merits(ResponseHead head, long length) {
    Fields fields = head.fields();
    return head.status() >= 200
        && head.status() < 300
        && !NOT_WHOLE.contains(head.status())
        && length != 0
        && (length < 0 || length >= config.minimum().bytes())
        && !fields.has(FieldName.CONTENT_ENCODING)
        && !fields.has(FieldName.CONTENT_RANGE)
        && isOfType(fields)
        && !forbidsTransform(fields)
        && !HeadCopy.tellsItsBytes(fields);
  }

  private boolean isOfType(Fields fields) {
    String value = fields.first(FieldName.CONTENT_TYPE);
    int end = value.indexOf(';');
    String type = (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return NEVER.stream().noneMatch(type::startsWith)
        && types.stream().anyMatch(each -> each.matches(type));
  }

  // RFC 9111 sections 5.2.1.6 and 5.2.2.6.
  private static boolean forbidsTransform(Fields fields) {
    String directives = fields.joined("cache-control");
    return !directives.isEmpty()
        && Arrays.stream(directives.split(","))
            .anyMatch(each -> each.strip().equalsIgnoreCase("no-transform"));
  }

  // What the body would have, of which only the head was asked for.
  private static long declared(ResponseHead head) {
    String length = head.fields().first(FieldName.CONTENT_LENGTH);
    return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
  }
}
