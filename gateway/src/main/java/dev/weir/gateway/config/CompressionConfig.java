package dev.weir.gateway.config;

import java.util.List;

/// Which answers are compressed where the client takes it.
///
/// @param types media types that merit it; `text/*` for all of a kind, `application/*+json` for all
///   with a suffix
/// @param minimum smallest body that is compressed, where its length is known
/// @param credentials whether answers are compressed that a browser's own credentials may have
///   shaped
public record CompressionConfig(List<String> types, Size minimum, Credentials credentials) {
  public static final CompressionConfig DEFAULT =
      new CompressionConfig(
          List.of(
              "text/*",
              "application/json",
              "application/*+json",
              "application/javascript",
              "application/xml",
              "application/*+xml",
              "application/wasm",
              "image/svg+xml"),
          new Size(1024),
          Credentials.SAME_ORIGIN);

  public CompressionConfig {
    types = List.copyOf(types);
  }

  /// What is done where a request has a cookie, a client certificate, or a password that browsers
  /// remember. The size of a compressed answer can tell a secret in it to who has others ask.
  public enum Credentials {
    /// Not compressed.
    NEVER,
    /// Compressed if the browser says that the request began on a page of this origin, or with the
    /// user.
    SAME_ORIGIN,
    /// Compressed: the answers of this route have no secret in them, or none beside what a request
    /// said.
    ALWAYS
  }
}
