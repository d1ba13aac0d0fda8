/// The protocol suites that others wrote, through a whole Weir.
@NullMarked
package dev.weir.conformance;

import org.jspecify.annotations.NullMarked;
