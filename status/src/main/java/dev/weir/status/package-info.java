/// What a status code or a failure means: catalogue, cause, side, retry advice, problem details,
/// words in English and Korean.
@NullMarked
package dev.weir.status;

import org.jspecify.annotations.NullMarked;
