/// Tests of what the command says.
@NullMarked
package dev.weir.app.words;

import org.jspecify.annotations.NullMarked;
