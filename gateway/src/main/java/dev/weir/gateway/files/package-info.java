/// Files that the gateway serves itself: which one a path means, which part of it is wanted, and
/// how its bytes reach the loop.
@NullMarked
package dev.weir.gateway.files;

import org.jspecify.annotations.NullMarked;
