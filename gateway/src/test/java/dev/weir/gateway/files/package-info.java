@NullMarked
package dev.weir.gateway.files;

import org.jspecify.annotations.NullMarked;
