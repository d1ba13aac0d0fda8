/// One request and its response as data, and every log format that tells of one.
@NullMarked
package dev.weir.exchange;

import org.jspecify.annotations.NullMarked;
