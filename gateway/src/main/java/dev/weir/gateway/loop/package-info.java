/// What one event loop owns: its timers, its buffers, its time.
@NullMarked
package dev.weir.gateway.loop;

import org.jspecify.annotations.NullMarked;
