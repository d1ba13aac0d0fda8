package dev.weir.app.config;

import java.util.Optional;

/// One key of the file.
///
/// @param path where it is described: the names from the root, such as `routes.match.path`; names
///   chosen by the operator and positions in lists left out
/// @param name as it is written, in kebab-case
/// @param component the record component that it fills; of no meaning for a [Shape.Group]
/// @param fallback what holds if the key is not there; empty if then nothing holds
/// @param required whether the key has to be there
record Key(
    String path,
    String name,
    String component,
    Shape shape,
    Optional<Object> fallback,
    boolean required) {}
