/// Drills: faults played on purpose on a running demo, and the report of what callers saw.
@NullMarked
package dev.weir.demo.drill;

import org.jspecify.annotations.NullMarked;
