/// Content codings that the gateway itself puts on answers: whether, which, and what becomes of the
/// head.
@NullMarked
package dev.weir.gateway.compress;

import org.jspecify.annotations.NullMarked;
