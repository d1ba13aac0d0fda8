/// The gateway's own answers: one failure, in the shape that its client reads, English or Korean.
@NullMarked
package dev.weir.gateway.answer;

import org.jspecify.annotations.NullMarked;
