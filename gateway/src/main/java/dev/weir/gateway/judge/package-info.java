/// What an attempt's outcome means: relay it, try again, or answer.
@NullMarked
package dev.weir.gateway.judge;

import org.jspecify.annotations.NullMarked;
