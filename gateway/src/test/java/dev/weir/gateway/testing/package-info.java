/// What tests of the gateway share.
@NullMarked
package dev.weir.gateway.testing;

import org.jspecify.annotations.NullMarked;
