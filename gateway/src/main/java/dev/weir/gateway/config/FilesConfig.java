package dev.weir.gateway.config;

import java.nio.file.Path;
import java.util.Optional;

/// Files served by the gateway itself.
///
/// @param root the folder; nothing outside it is ever served, whatever links point to
/// @param index what a path that ends in a slash stands for
/// @param cacheControl the `Cache-Control` of every file
public record FilesConfig(Path root, String index, Optional<String> cacheControl) {}
