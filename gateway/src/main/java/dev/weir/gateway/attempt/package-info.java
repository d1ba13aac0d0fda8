/// One try at one origin: pooled connections, time limits; each ends as a response or a failure.
@NullMarked
package dev.weir.gateway.attempt;

import org.jspecify.annotations.NullMarked;
