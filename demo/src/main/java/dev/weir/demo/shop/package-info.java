/// The shop: instances on plain sockets, and the faults that act on them.
@NullMarked
package dev.weir.demo.shop;

import org.jspecify.annotations.NullMarked;
