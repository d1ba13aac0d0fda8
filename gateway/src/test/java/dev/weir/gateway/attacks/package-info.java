/// What hostile clients do, with real sockets, and what it costs those beside them.
@NullMarked
package dev.weir.gateway.attacks;

import org.jspecify.annotations.NullMarked;
