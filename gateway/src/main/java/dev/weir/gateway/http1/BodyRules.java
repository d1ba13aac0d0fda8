package dev.weir.gateway.http1;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import dev.weir.status.Cause;
import dev.weir.status.Failure;

/// What a body may be, and which failure it is where it is not: the client's or the origin's.
public sealed interface BodyRules {
  /// Most bytes of the body.
  long most();

  /// Most bytes of the trailer section.
  long mostTrailers();

  FailureException malformed(String evidence);

  FailureException tooLarge(long bytes);

  FailureException trailersTooLarge(long bytes);

  /// Looks at trailers that are whole.
  void check(Fields trailers) throws FailureException;

  /// For what a client sends.
  ///
  /// @param most the route's limit
  record OfRequest(long most, LimitsConfig limits) implements BodyRules {
    @Override
    public long mostTrailers() {
      return limits.requestHead().bytes();
    }

    @Override
    public FailureException malformed(String evidence) {
      return RequestParser.malformed(evidence);
    }

    @Override
    public FailureException tooLarge(long bytes) {
      return new FailureException(
          Cause.REQUEST_BODY_TOO_LARGE, bytes + " bytes (expected: at most " + most + ")");
    }

    @Override
    public FailureException trailersTooLarge(long bytes) {
      return new FailureException(
          Cause.REQUEST_HEADER_TOO_LARGE, "trailers of more than " + mostTrailers() + " bytes");
    }

    @Override
    public void check(Fields trailers) throws FailureException {
      if (trailers.size() > limits.requestFields()) {
        throw new FailureException(
            Cause.REQUEST_HEADER_TOO_LARGE,
            trailers.size() + " trailers (expected: at most " + limits.requestFields() + ")");
      }
      Disguise.check(trailers);
    }
  }

  /// For what an origin sends.
  record OfResponse(LimitsConfig limits) implements BodyRules {
    @Override
    public long most() {
      return limits.responseBody().bytes();
    }

    @Override
    public long mostTrailers() {
      return limits.responseTrailers().bytes();
    }

    @Override
    public FailureException malformed(String evidence) {
      return new FailureException(
          Failure.of(Cause.HTTP_RESPONSE_TRANSFER_CODING, evidence).with("coding", "chunked"));
    }

    @Override
    public FailureException tooLarge(long bytes) {
      return new FailureException(
          Failure.of(
                  Cause.HTTP_RESPONSE_BODY_SIZE,
                  bytes + " bytes (expected: at most " + most() + ")")
              .with("body-size", Long.toString(bytes)));
    }

    @Override
    public FailureException trailersTooLarge(long bytes) {
      return new FailureException(
          Failure.of(
                  Cause.HTTP_RESPONSE_TRAILER_SECTION_SIZE,
                  "more than " + mostTrailers() + " bytes of trailers")
              .with("trailer-section-size", Long.toString(bytes)));
    }

    @Override
    public void check(Fields trailers) throws FailureException {
      for (int i = 0; i < trailers.size(); i++) {
        int size = trailers.valueTo(i) - trailers.nameFrom(i);
        if (size > limits.responseField().bytes()) {
          throw new FailureException(
              Failure.of(
                      Cause.HTTP_RESPONSE_TRAILER_SIZE,
                      trailers.nameText(i) + ": " + size + " bytes")
                  .with("trailer-name", trailers.nameText(i))
                  .with("trailer-size", Integer.toString(size)));
        }
      }
    }
  }
}
