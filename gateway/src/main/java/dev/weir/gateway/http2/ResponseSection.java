package dev.weir.gateway.http2;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.http1.BodyRules;
import dev.weir.gateway.http1.Reason;
import dev.weir.gateway.http1.ResponseParser;
import dev.weir.gateway.http2.FieldTraits.Role;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.status.Cause;
import dev.weir.status.Failure;

/// The rules for a field section that is a response (RFC 9113 section 8.3.2).
final class ResponseSection {
  private ResponseSection() {}

  static ResponseHead head(FieldSection section, LimitsConfig limits) throws FailureException {
    if (section.full()) {
      throw new FailureException(
          Failure.of(Cause.HTTP_RESPONSE_HEADER_SECTION_SIZE, section.excess())
              .with("header-section-size", Long.toString(limits.responseHead().bytes())));
    }
    checkRules(section);
    if (section.hasOtherThan(FieldSection.bit(Role.STATUS))) {
      throw ResponseParser.malformed("a pseudo field of requests (RFC 9113 section 8.3)");
    }
    if (!section.has(Role.STATUS)) {
      throw ResponseParser.malformed("no :status (RFC 9113 section 8.3.2)");
    }
    Fields fields = section.fields();
    ResponseParser.checkFieldSizes(fields, limits);
    int status = status(fields.text(), section.from(Role.STATUS));
    return new ResponseHead(status, Reason.of(status), fields);
  }

  static Fields trailers(FieldSection section, LimitsConfig limits) throws FailureException {
    BodyRules rules = new BodyRules.OfResponse(limits);
    if (section.full()) {
      throw rules.trailersTooLarge(rules.mostTrailers());
    }
    checkRules(section);
    if (section.hasOtherThan(0)) {
      throw ResponseParser.malformed("a pseudo field among trailers (RFC 9113 section 8.1)");
    }
    rules.check(section.fields());
    return section.fields();
  }

  private static void checkRules(FieldSection section) throws FailureException {
    if (!section.violation().isEmpty()) {
      throw ResponseParser.malformed(section.violation());
    }
  }

  private static int status(byte[] text, int from) {
    return (text[from] - '0') * 100 + (text[from + 1] - '0') * 10 + text[from + 2] - '0';
  }
}
