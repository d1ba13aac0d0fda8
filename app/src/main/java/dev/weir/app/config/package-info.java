/// The configuration file: read with every mistake at once, and written back whole.
///
/// [Keys] is the one table of what a file may say, made from the records of
/// `dev.weir.gateway.config`. The reader, the effective configuration, the JSON Schema and the
/// reference pages all follow from it. A file is read in four steps: text to nodes ([Yaml]), nodes
/// to values with their places ([Binder]), rules between values ([Checks]), values to records
/// ([Assembly]).
@NullMarked
package dev.weir.app.config;

import org.jspecify.annotations.NullMarked;
