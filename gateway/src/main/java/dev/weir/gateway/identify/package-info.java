/// Who asks: request id, trace context, client address from trusted hops, loop detection.
@NullMarked
package dev.weir.gateway.identify;

import org.jspecify.annotations.NullMarked;
