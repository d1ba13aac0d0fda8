package dev.weir.gateway.config;

import java.util.Optional;

/// The one form of its addresses that a route serves; the others are redirected to it for good.
///
/// @param https whether clear-text requests are sent to https; to its usual port, unless `host`
///   names another
/// @param host the host that all others are sent to, with a port where it is not the usual one
/// @param slash what becomes of a slash at the end of the path
public record CanonicalConfig(boolean https, Optional<String> host, Slash slash) {
  public static final CanonicalConfig DEFAULT =
      new CanonicalConfig(false, Optional.empty(), Slash.KEEP);

  /// Whether it has a say about slashes.
  boolean changesSlash() {
    return slash != Slash.KEEP;
  }

  public enum Slash {
    /// Both forms are served.
    KEEP,
    /// A path without one is sent to the path with it, unless its last segment has a dot.
    ADD,
    /// A path with one is sent to the path without it.
    REMOVE
  }
}
