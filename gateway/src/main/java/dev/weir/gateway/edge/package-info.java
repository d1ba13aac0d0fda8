/// The client's side: connections, limits on bytes and time, hostile input.
@NullMarked
package dev.weir.gateway.edge;

import org.jspecify.annotations.NullMarked;
