/// The numbers in the README, and the peers beside them in the same run.
@NullMarked
package dev.weir.bench;

import org.jspecify.annotations.NullMarked;
