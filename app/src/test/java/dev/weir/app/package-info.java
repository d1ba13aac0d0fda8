/// Tests of the command, through real sockets, files and processes.
@NullMarked
package dev.weir.app;

import org.jspecify.annotations.NullMarked;
