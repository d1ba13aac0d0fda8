/// The rules of the house, checked over all rooms at once: this is the module that sees them all.
@NullMarked
package dev.weir.app.house;

import org.jspecify.annotations.NullMarked;
