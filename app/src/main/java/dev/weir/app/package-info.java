/// The `weir` command: reads configuration, assembles the rooms, runs.
@NullMarked
package dev.weir.app;

import org.jspecify.annotations.NullMarked;
