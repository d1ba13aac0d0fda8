/// What HTTP demands of an intermediary, clause by clause, over real sockets.
@NullMarked
package dev.weir.gateway.duties;

import org.jspecify.annotations.NullMarked;
