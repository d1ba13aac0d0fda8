/// What the demo shows: the live view, the summary and the report of a drill, in two languages.
@NullMarked
package dev.weir.demo.view;

import org.jspecify.annotations.NullMarked;
