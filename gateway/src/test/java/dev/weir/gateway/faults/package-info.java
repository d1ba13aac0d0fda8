/// Every cause of failure brought about on real sockets, and what everybody is told of it.
@NullMarked
package dev.weir.gateway.faults;

import org.jspecify.annotations.NullMarked;
