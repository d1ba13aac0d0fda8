/// Requests and responses as the phases see them, whatever HTTP version either side speaks.
@NullMarked
package dev.weir.gateway.message;

import org.jspecify.annotations.NullMarked;
