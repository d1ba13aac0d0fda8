/// The callers: a seeded plan of calls, sent in an open loop, and what each of them saw.
@NullMarked
package dev.weir.demo.traffic;

import org.jspecify.annotations.NullMarked;
