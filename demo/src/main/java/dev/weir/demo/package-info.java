/// A shop that breaks on request, and the drills that break it.
@NullMarked
package dev.weir.demo;

import org.jspecify.annotations.NullMarked;
