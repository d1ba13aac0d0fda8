/// How many connections, and how fast: what a client may ask of the gateway before it asks
/// anything.
@NullMarked
package dev.weir.gateway.limits;

import org.jspecify.annotations.NullMarked;
