/// One exchange on its way through the phases.
@NullMarked
package dev.weir.gateway.life;

import org.jspecify.annotations.NullMarked;
