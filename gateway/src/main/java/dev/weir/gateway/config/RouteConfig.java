package dev.weir.gateway.config;

import dev.weir.status.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A match and its policy.
///
/// @param name its name in logs and metrics; made from host and path if empty
/// @param host the host it is for, `*.example.com` for all below; every host if empty
/// @param path a pattern: `/api/**` for all below, `/orders/*` for one segment
/// @param methods the methods it takes, every one if empty; the others get 405 with `Allow`
/// @param service where to
/// @param answer instead of a service: answer with this cause on purpose, for maintenance or to
///   rehearse
/// @param retryAfter what `Retry-After` says where `answer` does not know it
/// @param timeout how long the exchange as a whole may take; the general limit if empty
/// @param firstByte how long the origin may take to begin its answer; the general limit if empty
/// @param requestBody largest request body; the general limit if empty
/// @param errors what to do with an origin's own 5xx
/// @param redirect instead of a service: where the resource is
/// @param files instead of a service: files that the gateway serves
/// @param canonical the one form of its addresses that is served
/// @param compression which answers are compressed; none if empty
/// @param earlyHints whether 103 (Early Hints) is sent with the `Link` fields of earlier answers
public record RouteConfig(
    Optional<String> name,
    Optional<String> host,
    String path,
    List<String> methods,
    Optional<String> service,
    Optional<Cause> answer,
    Optional<Duration> retryAfter,
    Optional<Duration> timeout,
    Optional<Duration> firstByte,
    Optional<Size> requestBody,
    Errors errors,
    Optional<RedirectConfig> redirect,
    Optional<FilesConfig> files,
    Optional<CanonicalConfig> canonical,
    Optional<CompressionConfig> compression,
    boolean earlyHints) {

  public RouteConfig {
    methods = List.copyOf(methods);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path: " + path + " (expected: begins with /)");
    }
    if (answer.isPresent() && answer.get() == Cause.CLIENT_GONE) {
      throw new IllegalArgumentException(
          "answer: client_gone (expected: a cause that can be answered)");
    }
    if (files.isPresent() && canonical.filter(CanonicalConfig::changesSlash).isPresent()) {
      throw new IllegalArgumentException(
          "route "
              + path
              + ": canonical.slash (expected: keep, since files know where slashes go)");
    }
    long ends = Stream.of(service, answer, redirect, files).filter(Optional::isPresent).count();
    if (ends != 1) {
      throw new IllegalArgumentException(
          "route " + path + ": expected one of service, answer, redirect and files");
    }
  }

  /// Every request to one service.
  public static RouteConfig to(String service) {
    return new RouteConfig(
        Optional.empty(),
        Optional.empty(),
        "/**",
        List.of(),
        Optional.of(service),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Errors.PASS,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  public enum Errors {
    /// Relay it untouched.
    PASS,
    /// Replace it where the client cannot read it: HTML for a program, JSON for a person, and what
    /// is not of its protocol for a client of gRPC or an event stream.
    WRAP
  }
}
