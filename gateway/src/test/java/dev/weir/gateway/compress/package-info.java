/// Tests of compressed answers.
@NullMarked
package dev.weir.gateway.compress;

import org.jspecify.annotations.NullMarked;
