/// From a service to one of its origins.
@NullMarked
package dev.weir.gateway.choose;

import org.jspecify.annotations.NullMarked;
