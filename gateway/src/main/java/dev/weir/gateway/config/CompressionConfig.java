package dev.weir.gateway.config;

import java.util.List;

/// Which answers are compressed where the client takes it.
///
/// @param types media types that merit it; `text/*` for all of a kind
/// @param minimum smallest body that is compressed, where its length is known
public record CompressionConfig(List<String> types, Size minimum) {
  public static final CompressionConfig DEFAULT =
      new CompressionConfig(
          List.of(
              "text/*",
              "application/json",
              "application/problem+json",
              "application/javascript",
              "application/xml",
              "application/wasm",
              "image/svg+xml"),
          new Size(1024));

  public CompressionConfig {
    types = List.copyOf(types);
  }
}
