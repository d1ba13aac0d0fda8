/// The gateway's own answers: one failure, three faces (problem, page, text), English or Korean.
@NullMarked
package dev.weir.gateway.answer;

import org.jspecify.annotations.NullMarked;
