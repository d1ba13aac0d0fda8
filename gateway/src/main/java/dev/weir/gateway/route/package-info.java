/// From host, path and method to a route and its policy.
@NullMarked
package dev.weir.gateway.route;

import org.jspecify.annotations.NullMarked;
