package dev.weir.gateway.config;

import java.nio.file.Path;
import java.util.Optional;

/// How the HTML error page looks.
///
/// @param template a file in the page's template form; the built-in page if empty
/// @param brand the name that the page shows; none if empty
/// @param support where a visitor can turn to, a URL or a mail address; none if empty
public record ErrorPageConfig(
    Optional<Path> template, Optional<String> brand, Optional<String> support) {
  public static final ErrorPageConfig DEFAULT =
      new ErrorPageConfig(Optional.empty(), Optional.empty(), Optional.empty());
}
